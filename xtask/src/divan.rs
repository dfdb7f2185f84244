//! Reading what divan prints, to set each benchmark beside the yardstick of the same input.

/// The benchmark that is the yardstick, R: a bare `quick_xml::Reader` pulling every event through the same bytes.
const YARDSTICK: &str = "quick_xml_events";

/// One line of a divan table.
#[derive(Debug, PartialEq)]
struct Row {
    /// Where the benchmark stands in the tree: file, groups, function, and its input if it takes one.
    path: Vec<String>,
    median: String,
    /// Bytes a second, as divan prints it and as a number; absent where the benchmark counts none.
    throughput: Option<(String, f64)>,
}

/// A table of medians with each benchmark's throughput in parts of R, where R was measured on the same input.
pub(crate) fn table(printed: &str) -> String {
    let rows = rows(printed);
    let mut table = format!(
        "{:<56}{:>12}{:>14}{:>10}\n",
        "benchmark", "median", "throughput", "of R"
    );
    for row in &rows {
        let name = row.path.join(" / ");
        let throughput = row.throughput.as_ref().map_or("", |(text, _)| text);
        let ratio = ratio(row, &rows).map_or(String::new(), |ratio| format!("{ratio:.2} R"));
        table.push_str(&format!(
            "{name:<56}{:>12}{throughput:>14}{ratio:>10}\n",
            row.median
        ));
    }
    table
}

/// The yardstick of a benchmark has the same path but for the name of the function.
fn ratio(row: &Row, rows: &[Row]) -> Option<f64> {
    let same_input = |other: &&Row| {
        other.path.len() == row.path.len()
            && other
                .path
                .iter()
                .zip(&row.path)
                .all(|(theirs, ours)| theirs == ours || theirs == YARDSTICK)
            && other.path.iter().any(|name| name == YARDSTICK)
    };
    let yardstick = rows.iter().find(same_input)?;
    Some(row.throughput.as_ref()?.1 / yardstick.throughput.as_ref()?.1)
}

fn rows(printed: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    for line in printed.lines() {
        // Three characters of branches for each level: `│  ├─ name   fastest │ slowest │ median │ …`.
        let indent = line
            .chars()
            .take_while(|c| matches!(c, '│' | '├' | '╰' | '─' | ' '))
            .count();
        let text = line.trim_start_matches(['│', '├', '╰', '─', ' ']);
        let cells: Vec<&str> = text.split('│').map(str::trim).collect();
        let branch = line.contains("├─") || line.contains("╰─");
        if cells.len() < 4 {
            continue;
        }
        let median = cells[2];
        if branch {
            let (name, _) = cells[0].split_once("  ").unwrap_or((cells[0], ""));
            path.truncate(indent / 3);
            path.push(name.trim().to_owned());
            if !median.is_empty() {
                rows.push(Row {
                    path: path.clone(),
                    median: median.to_owned(),
                    throughput: None,
                });
            }
        } else if indent == 0 {
            let (file, _) = cells[0].split_once("  ").unwrap_or((cells[0], ""));
            path = vec![file.to_owned()];
        } else if let Some(row) = rows.last_mut()
            && let Some(rate) = bytes_per_second(median)
        {
            row.throughput = Some((median.to_owned(), rate));
        }
    }
    rows
}

fn bytes_per_second(text: &str) -> Option<f64> {
    let (number, unit) = text.split_once(' ')?;
    let scale = match unit {
        "B/s" => 1.0,
        "KB/s" => 1e3,
        "MB/s" => 1e6,
        "GB/s" => 1e9,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "\
Timer precision: 15 ns
xml                     fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ document_tree                      │               │               │               │         │
│  ├─ answer, indented  4.446 ms      │ 24.99 ms      │ 9.053 ms      │ 10.43 ms      │ 100     │ 100
│  │                    1.032 GB/s    │ 183.7 MB/s    │ 507.2 MB/s    │ 440.1 MB/s    │         │
│  ╰─ appointment       9.587 µs      │ 15.28 µs      │ 9.884 µs      │ 10.04 µs      │ 100     │ 100
│                       1.081 GB/s    │ 678.2 MB/s    │ 1.25 GB/s     │ 1.032 GB/s    │         │
├─ quick_xml_events                   │               │               │               │         │
│  ╰─ appointment       12.63 µs      │ 56.15 µs      │ 13.05 µs      │ 14.06 µs      │ 100     │ 100
│                       820.5 MB/s    │ 184.6 MB/s    │ 625 MB/s      │ 737.3 MB/s    │         │
╰─ start                15.15 µs      │ 16.78 µs      │ 15.65 µs      │ 15.66 µs      │ 100     │ 100
";

    #[test]
    fn a_row_has_its_place_its_median_and_its_throughput() {
        let rows = rows(PRINTED);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0].path, ["xml", "document_tree", "answer, indented"]);
        assert_eq!(rows[0].median, "9.053 ms");
        assert_eq!(rows[0].throughput, Some(("507.2 MB/s".to_owned(), 507.2e6)));
        assert_eq!(rows[3].path, ["xml", "start"]);
        assert_eq!(rows[3].throughput, None);
    }

    #[test]
    fn a_benchmark_is_set_beside_the_yardstick_of_the_same_input() {
        let rows = rows(PRINTED);
        assert_eq!(ratio(&rows[0], &rows), None);
        assert_eq!(ratio(&rows[1], &rows), Some(2.0));
        assert_eq!(ratio(&rows[2], &rows), Some(1.0));
    }
}
