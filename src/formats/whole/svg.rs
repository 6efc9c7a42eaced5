//! A text that ends with its root.

use crate::signature::svg_root;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let text = String::from_utf8_lossy(bytes);
    let root = svg_root(text.trim_start_matches('\u{feff}'))?;
    let before_comments = without_comments(root);
    let (rest, last) = before_comments
        .rsplit_once('<')
        .unwrap_or(("", before_comments));
    let is_alone = rest.is_empty() && last.ends_with("/>");
    let closed = last
        .strip_prefix('/')
        .and_then(|name| name.strip_suffix('>'));
    let closes_root = closed.is_some_and(|name| name.trim_end().rsplit(':').next() == Some("svg"));
    (is_alone || closes_root).then_some(())
}

/// A text without the comments and white space that it ends in.
fn without_comments(text: &str) -> &str {
    let text = text.trim_end();
    match text
        .strip_suffix("-->")
        .and_then(|text| text.rsplit_once("<!--"))
    {
        Some((text, _)) => without_comments(text),
        None => text,
    }
}
