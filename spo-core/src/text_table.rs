//! Columns of text for a terminal.

use std::fmt::Write as _;

/// The widest a column gets, in characters; longer text is wrapped.
const WIDEST: usize = 38;

/// Writes `rows` under `headings`, each column as wide as its longest cell, two spaces between them.
pub(crate) fn render<const N: usize>(headings: [&str; N], rows: &[[String; N]], out: &mut String) {
    let mut widths = headings.map(|heading| heading.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count().min(WIDEST));
        }
    }
    line(&headings.map(str::to_owned), &widths, out);
    line(&widths.map(|width| "-".repeat(width)), &widths, out);
    for row in rows {
        let wrapped: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrap(cell, width))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let part = |column: usize| {
                wrapped
                    .get(column)
                    .and_then(|lines| lines.get(at))
                    .cloned()
                    .unwrap_or_default()
            };
            line(&std::array::from_fn::<_, N, _>(part), &widths, out);
        }
    }
}

fn line<const N: usize>(cells: &[String; N], widths: &[usize; N], out: &mut String) {
    let start = out.len();
    for (cell, width) in cells.iter().zip(widths) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{cell:<width$}  ");
    }
    out.truncate(start + out[start..].trim_end().len());
    out.push('\n');
}

/// Breaks at spaces; a word longer than the column keeps its length. Control characters, which a terminal may obey, count
/// as spaces.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let is_space = |c: char| c.is_whitespace() || c.is_control();
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if let Some(last) = lines.last_mut() {
            let used = last.chars().count();
            if used == 0 || used + 1 + word.chars().count() <= width {
                if used > 0 {
                    last.push(' ');
                }
                last.push_str(word);
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_given_no_orders() {
        let mut out = String::new();
        render(["What"], &[["a\u{1b}[2Jb\nc".into()]], &mut out);
        assert_eq!(out, "What\n--------\na [2Jb c\n");
    }

    #[test]
    fn long_text_wraps_inside_its_column() {
        let long = "Røntgenundersøgelse af thorax i to planer med kontrast".to_owned();
        let mut out = String::new();
        let row = ["a".into(), long, "c".into(), "d".into()];
        render(["When", "What", "Where", "By"], &[row], &mut out);
        assert!(
            out.lines()
                .all(|line| line.chars().count() <= 4 + WIDEST + 5 + 2 + 6),
            "{out}"
        );
    }
}
