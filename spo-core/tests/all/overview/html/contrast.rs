//! Colours that people can tell from what is behind them (WCAG 2.1, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

use spo_core::overview::Language;

use super::story;

type Palette = BTreeMap<String, [f64; 3]>;

fn style() -> String {
    let page = story::full().to_html(Language::Danish);
    page.split("<style>")
        .nth(1)
        .unwrap()
        .split("</style>")
        .next()
        .unwrap()
        .to_owned()
}

/// The colours of light and of dark.
fn palettes(style: &str) -> [Palette; 2] {
    let mut blocks = style.split(":root {").skip(1);
    [(); 2].map(|()| {
        let block = blocks.next().unwrap().split('}').next().unwrap();
        let colour = |line: &str| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let channel = |at: usize| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0;
            Some((name.to_owned(), [channel(0), channel(2), channel(4)]))
        };
        block.lines().filter_map(colour).collect()
    })
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| match channel <= 0.040_45 {
        true => channel / 12.92,
        false => ((channel + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

const MARKS: [&str; 6] = [
    "region",
    "municipality",
    "practice",
    "unspecified",
    "missing",
    "withheld",
];

#[test]
fn the_formula_is_that_of_the_standard() {
    let [black, white, grey] = [[0.0; 3], [1.0; 3], [f64::from(0x76_u8) / 255.0; 3]];
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    // The lightest grey that is readable on white.
    assert!((contrast(grey, white) - 4.54).abs() < 0.01);
}

#[test]
fn text_is_readable_in_light_and_in_dark() {
    for (palette, scheme) in palettes(&style()).iter().zip(["light", "dark"]) {
        let mut pairs = Vec::new();
        for text in ["ink", "quiet", "link"] {
            pairs.extend(["paper", "card"].map(|behind| (text.to_owned(), behind.to_owned())));
        }
        pairs.extend(MARKS.map(|mark| (format!("{mark}-ink"), format!("{mark}-fill"))));
        for (text, behind) in pairs {
            let contrast = contrast(palette[&text], palette[&behind]);
            assert!(contrast >= 4.5, "{scheme}: {text} on {behind}: {contrast:.2}");
        }
    }
}

#[test]
fn marks_stand_out_in_light_and_in_dark() {
    for (palette, scheme) in palettes(&style()).iter().zip(["light", "dark"]) {
        for mark in MARKS {
            for behind in ["paper", "card"] {
                let contrast = contrast(palette[mark], palette[behind]);
                assert!(contrast >= 3.0, "{scheme}: {mark} on {behind}: {contrast:.2}");
            }
        }
    }
}

#[test]
fn every_colour_is_one_of_the_palette() {
    let style = style();
    let [light, dark] = palettes(&style);
    assert!(light.keys().eq(dark.keys()));
    assert_eq!(style.matches('#').count(), light.len() + dark.len());
    for function in ["rgb(", "hsl(", "opacity"] {
        assert!(!style.contains(function), "{function}");
    }
}
