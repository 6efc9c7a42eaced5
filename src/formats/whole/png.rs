//! Chunks, of which some hold the rows, compressed together: they have to unfold to all rows.

use fdeflate::Decompressor;

use crate::reader::Reader;

/// How far back what is compressed may refer.
const WINDOW: usize = 32 << 10;

pub(super) fn end(bytes: &[u8]) -> Option<()> {
    let mut chunks = chunks(bytes);
    let header = chunks.next().filter(|chunk| chunk.name == b"IHDR")?;
    let expected = length_of_rows(header.content)?;
    let mut rows = Unfolding::default();
    for piece in chunks.filter(|chunk| chunk.name == b"IDAT") {
        rows.unfold(piece.content, expected)?;
        if rows.length >= expected {
            return Some(());
        }
    }
    None
}

/// A piece of a PNG.
pub(crate) struct Chunk<'bytes> {
    pub(crate) name: &'bytes [u8; 4],
    /// What it holds; of a chunk that is cut, what there is.
    pub(crate) content: &'bytes [u8],
    /// All of it, its length and its checksum included.
    pub(crate) all: &'bytes [u8],
}

/// The chunks of a PNG.
pub(crate) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let mut reader = Reader(rest);
        let length = reader.u32_be()?;
        let (name, after) = reader.0.split_first_chunk()?;
        let content = after.get(..length).unwrap_or(after);
        let (all, next) = rest
            .split_at_checked(length.saturating_add(12))
            .unwrap_or((rest, &[]));
        rest = next;
        Some(Chunk { name, content, all })
    })
}

/// Bytes of all rows, with the one before each that says how it is filtered.
fn length_of_rows(header: &[u8]) -> Option<u64> {
    let mut reader = Reader(header);
    let [width, height] = [reader.u32_be()? as u64, reader.u32_be()? as u64];
    let (depth, colours) = (reader.byte()?, reader.byte()?);
    reader.skip(2)?;
    let is_interlaced = reader.byte()? != 0;
    let channels = match colours {
        0 | 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => return None,
    };
    let bits = u64::from(depth) * channels;
    let length = |width: u64, height: u64| {
        let row = width.checked_mul(bits)?.div_ceil(8) + 1;
        row.checked_mul(if width == 0 { 0 } else { height })
    };
    if !is_interlaced {
        return length(width, height);
    }
    /// Adam7: first column and row, and from one column and row to the next.
    const PASSES: [[u64; 4]; 7] = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
    ];
    let of_pass = |[x, y, columns, rows]: [u64; 4]| {
        let width = width.saturating_sub(x).div_ceil(columns);
        length(width, height.saturating_sub(y).div_ceil(rows))
    };
    PASSES
        .into_iter()
        .try_fold(0_u64, |sum, pass| sum.checked_add(of_pass(pass)?))
}

/// What is compressed, unfolded and counted; no more of it is kept than has to be.
struct Unfolding {
    decompressor: Decompressor,
    window: Vec<u8>,
    filled: usize,
    length: u64,
}

impl Default for Unfolding {
    fn default() -> Self {
        let mut decompressor = Decompressor::new();
        decompressor.ignore_adler32();
        Self {
            decompressor,
            window: vec![0; 4 * WINDOW],
            filled: 0,
            length: 0,
        }
    }
}

impl Unfolding {
    /// Unfolds a piece, or as much of it as gives the expected length; nothing if it is damaged.
    fn unfold(&mut self, mut piece: &[u8], expected: u64) -> Option<()> {
        while self.length < expected {
            if self.filled == self.window.len() {
                self.window.copy_within(self.filled - WINDOW.., 0);
                self.filled = WINDOW;
            }
            let read = self
                .decompressor
                .read(piece, &mut self.window, self.filled, false);
            let (used, more) = read.ok()?;
            piece = piece.get(used..)?;
            self.filled += more;
            self.length += more as u64;
            if more == 0 && (used == 0 || piece.is_empty()) {
                break;
            }
        }
        Some(())
    }
}
