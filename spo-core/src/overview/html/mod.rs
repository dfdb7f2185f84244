//! The overview as a page to look at, and to print.
//!
//! One file without script, picture or address of anything outside: it can be shown in a frame of the host's, saved, or
//! printed on A4. What is withheld or missing comes before everything else. The page is readable without its style
//! sheet, and no colour says anything that words do not say too.

mod banners;
mod care_plans;
mod diagnoses;
mod markup;
mod narrative;
mod page;
mod patient;
mod stamkort;
mod timeline;
mod values;

use super::{Language, Overview};

impl Overview {
    /// The overview as a whole HTML page (HTML5 in XML syntax, UTF-8), self-contained, accessible by WCAG 2.1 AA.
    ///
    /// It holds the patient's CPR number, by which the reader knows whose it is, and nobody else's; a protected name or
    /// address is said to be one. The title, which becomes a file's name when the page is saved, names nobody.
    pub fn to_html(&self, language: Language) -> String {
        page::render(self, language)
    }
}
