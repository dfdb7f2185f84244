//! `Content-Type` values as they come.

/// A media type with its parameters, read without refusing anything.
///
/// Servers in use put unescaped quotes inside quoted parameters (`start-info="application/soap+xml;action="urn:x""`), so
/// a quoted value ends at a quote that a semicolon or the end follows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ContentType {
    /// `type/subtype` in lower case; empty when there is none.
    pub(super) essence: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    pub(super) fn parse(value: &str) -> Self {
        let (essence, mut rest) = value.split_once(';').unwrap_or((value, ""));
        let mut parameters = Vec::new();
        while !rest.trim().is_empty() {
            let name_end = rest.find(['=', ';']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(name_end);
            let (value, after) = match after.strip_prefix('=') {
                Some(value) => parameter_value(value.trim_start()),
                None => (String::new(), after),
            };
            parameters.push((name.trim().to_ascii_lowercase(), value));
            rest = after.trim_start().strip_prefix(';').unwrap_or("");
        }
        Self {
            essence: essence.trim().to_ascii_lowercase(),
            parameters,
        }
    }

    /// The first value of a parameter, whose name is given in lower case.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(candidate, _)| candidate == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn is_multipart(&self) -> bool {
        self.essence.starts_with("multipart/")
    }
}

/// The value at the start of `text`, and what follows it, from its semicolon on.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_at(text.find(';').unwrap_or(text.len()));
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                Some((_, other)) => value.extend(['\\', other]),
                None => break,
            },
            '"' => {
                // The index is of a one-byte character.
                let rest = quoted.get(at + 1..).unwrap_or_default();
                let next = rest.trim_start();
                if next.is_empty() || next.starts_with(';') {
                    return (value, rest);
                }
                value.push('"');
            }
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quoted_and_unquoted_parameters() {
        let read = ContentType::parse(
            "Multipart/Related; boundary=\"uuid:a;b\"; TYPE=application/xop+xml ;start=<root@x>;charset=\"utf-8\"",
        );
        assert_eq!(read.essence, "multipart/related");
        assert_eq!(read.parameter("boundary"), Some("uuid:a;b"));
        assert_eq!(read.parameter("type"), Some("application/xop+xml"));
        assert_eq!(read.parameter("start"), Some("<root@x>"));
        assert_eq!(read.parameter("charset"), Some("utf-8"));
        assert_eq!(read.parameter("action"), None);
    }

    #[test]
    fn reads_quotes_within_quotes_escaped_or_not() {
        for nested in [
            r#"application/soap+xml; action=\"urn:a\""#,
            r#"application/soap+xml; action="urn:a""#,
        ] {
            let text = format!("multipart/related; start-info=\"{nested}\"; boundary=\"b\"");
            let read = ContentType::parse(&text);
            assert_eq!(read.parameter("boundary"), Some("b"), "{text}");
        }
        let escaped = ContentType::parse(r#"a/b; start-info="c; action=\"urn:a\"""#);
        assert_eq!(escaped.parameter("start-info"), Some("c; action=\"urn:a\""));
    }

    #[test]
    fn reads_anything() {
        for text in [
            "",
            ";",
            "a",
            "a/b;",
            "a/b;;",
            "a/b; x",
            "a/b; x=",
            "a/b; x=\"",
            "a/b; x=\"\\",
            "=;=\"=\";",
        ] {
            ContentType::parse(text);
        }
        assert_eq!(ContentType::parse("text/xml;").essence, "text/xml");
    }
}
