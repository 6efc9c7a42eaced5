//! The formats of pictures that browsers show.

use serde::{Deserialize, Serialize};

/// A format of pictures that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, also an animated one.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// AVIF.
    Avif,
    /// SVG.
    Svg,
    /// BMP.
    Bmp,
    /// ICO and CUR, which differ in one bit.
    Ico,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::WebP,
        Self::Avif,
        Self::Svg,
        Self::Bmp,
        Self::Ico,
    ];

    /// What names of its files end in, the usual ending first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png", "apng"],
            Self::Gif => &["gif"],
            Self::WebP => &["webp"],
            Self::Avif => &["avif"],
            Self::Svg => &["svg"],
            Self::Bmp => &["bmp"],
            Self::Ico => &["ico", "cur"],
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
            Self::Bmp => "image/bmp",
            Self::Ico => "image/x-icon",
        }
    }
}
