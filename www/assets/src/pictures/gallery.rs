//! What hangs where: sixty pictures, of fifteen kinds in four sets of colours each.

use super::Picture;
use super::palettes::{
    AURORA, CITRUS, DAWN, DESERT, DUSK, EMBER, FOREST, GLACIER, GOLDEN, Hexes, LAGOON, MORNING,
    NIGHT, NOON, PLUM, PORCELAIN, Palette, RETRO, ROSE, SAKURA, TWILIGHT, VIOLET,
};
use super::scenes::{
    aurora::aurora, balloons::balloons, bloom::bloom, coral::coral, dunes::dunes, flow::flow,
    galaxy::galaxy, marble::marble, mountains::mountains, paper::paper, planet::planet, sea::sea,
    skyline::skyline, stained_glass::stained_glass, truchet::truchet,
};

type Scene = fn(&Palette, u32) -> Picture;

/// Pictures there are.
pub const PICTURES: u32 = 60;

/// Each kind of picture and its colours; neighbours differ as much as they can.
const KINDS: [(Scene, [Hexes; 4]); 15] = [
    (mountains, [DAWN, NOON, DUSK, NIGHT]),
    (stained_glass, [RETRO, LAGOON, PLUM, DUSK]),
    (sea, [DUSK, MORNING, TWILIGHT, GOLDEN]),
    (flow, [RETRO, PORCELAIN, CITRUS, ROSE]),
    (balloons, [MORNING, DAWN, NOON, SAKURA]),
    (galaxy, [VIOLET, NIGHT, EMBER, AURORA]),
    (paper, [LAGOON, ROSE, FOREST, PORCELAIN]),
    (dunes, [GOLDEN, DESERT, TWILIGHT, MORNING]),
    (marble, [PORCELAIN, PLUM, EMBER, LAGOON]),
    (skyline, [TWILIGHT, EMBER, NIGHT, VIOLET]),
    (bloom, [ROSE, PORCELAIN, CITRUS, PLUM]),
    (aurora, [AURORA, VIOLET, LAGOON, PLUM]),
    (coral, [ROSE, FOREST, GLACIER, DESERT]),
    (planet, [DESERT, GLACIER, PLUM, EMBER]),
    (truchet, [PORCELAIN, RETRO, FOREST, SAKURA]),
];

/// The picture of a number from 0 to [`PICTURES`] - 1.
pub fn picture(number: u32) -> Picture {
    let (scene, colours) = KINDS[number as usize % KINDS.len()];
    scene(
        &Palette::of(colours[number as usize / KINDS.len()]),
        seed(number),
    )
}

/// The chance of a picture's own.
pub fn seed(number: u32) -> u32 {
    number + 1
}
