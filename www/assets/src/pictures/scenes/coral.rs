//! Reaction and diffusion: two substances, one eating the other, as on a coral or a leopard
//! (Gray & Scott; after Pearson, "Complex Patterns in a Simple System", Science 1993).

use glam::vec3;

use crate::pictures::Picture;
use crate::pictures::colour::{Ramp, lit, mix};
use crate::pictures::noise::Noise;
use crate::pictures::palettes::Palette;
use crate::pictures::parts::field::Field;
use crate::pictures::random::dice;
use crate::pictures::render::{HEIGHT, WIDTH};
use crate::pictures::shape::smoothstep;

/// Pixels of the picture to a cell of the reaction.
const CELL: u32 = 3;
const COLUMNS: usize = (WIDTH / CELL) as usize;
const ROWS: usize = (HEIGHT / CELL) as usize;
/// A row of cells with its neighbours beyond both ends.
const STRIDE: usize = COLUMNS + 2;
const STEPS: usize = 4000;
/// Where it begins: so many drops.
const DROPS: usize = 90;

/// How fast the one substance is fed and the other taken away: mazes, corals, spots, worms.
const HABITS: [(f32, f32); 4] = [
    (0.029, 0.057),
    (0.0545, 0.062),
    (0.03, 0.0605),
    (0.046, 0.063),
];

/// The scene in these colours.
pub fn coral(palette: &Palette, seed: u32) -> Picture {
    let grown = Reaction::begin(seed).run(HABITS[seed as usize % HABITS.len()]);
    let water = Ramp::through(&[palette.ink, palette.deep]);
    let flesh = Ramp::through(&[
        palette.deep,
        palette.body,
        palette.bright,
        palette.pale,
        palette.accent,
    ]);
    let light = palette.pale;
    let tides = Noise::fractal(seed, 2);
    let tide = Field::sampled(8, move |point| tides.at(point * 0.9));
    Box::new(move |point| {
        let amount = grown.at(point);
        let slope = grown.slope(point) * CELL as f32;
        let surface = vec3(-slope.x, -slope.y, 0.16)
            .normalize()
            .dot(vec3(-0.45, -0.6, 0.66));
        let place = 0.36 + 0.3 * tide.at(point) + 0.3 * smoothstep(0.15, 0.4, amount);
        let body = lit(flesh.at(place), 0.5 + 0.68 * surface);
        let coral = mix(body, light, smoothstep(0.9, 1.0, surface) * 0.55);
        let floor = lit(water.at(1.0 - point.y), 0.65 + 0.4 * surface);
        mix(floor, coral, smoothstep(0.13, 0.17, amount))
    })
}

/// Two substances on a plane without edges: the food and the eater. Beyond each edge lies a copy
/// of the opposite one.
#[derive(Clone)]
struct Reaction {
    food: Vec<f32>,
    eater: Vec<f32>,
}

impl Reaction {
    fn begin(seed: u32) -> Self {
        let mut dice = dice(seed);
        let mut eater = vec![0.0; STRIDE * (ROWS + 2)];
        for _ in 0..DROPS {
            let (column, row) = (dice.usize(1..COLUMNS - 3), dice.usize(1..ROWS - 3));
            for spot in 0..16 {
                eater[(row + spot / 4) * STRIDE + column + spot % 4] = 0.5 + 0.1 * dice.f32();
            }
        }
        Self {
            food: eater.iter().map(|eater| 1.0 - eater).collect(),
            eater,
        }
    }

    /// The eater's amounts after all steps.
    fn run(mut self, habit: (f32, f32)) -> Field {
        let mut next = self.clone();
        for _ in 0..STEPS {
            close(&mut self.food);
            close(&mut self.eater);
            for row in 1..=ROWS {
                self.step_row(&mut next, row, habit);
            }
            std::mem::swap(&mut self, &mut next);
        }
        let rows = self.eater.chunks_exact(STRIDE).skip(1).take(ROWS);
        Field::of(
            rows.flat_map(|row| &row[1..=COLUMNS]).copied().collect(),
            CELL,
        )
    }

    fn step_row(&self, next: &mut Self, row: usize, (feed, kill): (f32, f32)) {
        let (foods, eaters) = (
            Rows::around(&self.food, row),
            Rows::around(&self.eater, row),
        );
        let here = row * STRIDE + 1..row * STRIDE + 1 + COLUMNS;
        let next_cells = next.food[here.clone()]
            .iter_mut()
            .zip(&mut next.eater[here]);
        for (column, (next_food, next_eater)) in next_cells.enumerate() {
            let (food, eater) = (foods.here[column + 1], eaters.here[column + 1]);
            let eaten = food * eater * eater;
            *next_food = foods.spread(column) - eaten + feed * (1.0 - food);
            *next_eater = 0.5 * (eater + eaters.spread(column)) + eaten - (feed + kill) * eater;
        }
    }
}

/// Three rows of one substance; their lengths are fixed, so that many cells are done at once.
struct Rows<'a> {
    above: &'a [f32],
    here: &'a [f32],
    below: &'a [f32],
}

impl<'a> Rows<'a> {
    fn around(amounts: &'a [f32], row: usize) -> Self {
        let row_at = |row| &amounts[row * STRIDE..][..STRIDE];
        Self {
            above: row_at(row - 1),
            here: row_at(row),
            below: row_at(row + 1),
        }
    }

    /// The mean of the eight cells around the one after `left`, the four near ones weighing more.
    fn spread(&self, left: usize) -> f32 {
        let (middle, right) = (left + 1, left + 2);
        let near = self.here[left] + self.here[right] + self.above[middle] + self.below[middle];
        let far = self.above[left] + self.above[right] + self.below[left] + self.below[right];
        0.2 * near + 0.05 * far
    }
}

/// Copies each edge beyond the opposite one.
fn close(amounts: &mut [f32]) {
    let last = ROWS * STRIDE;
    amounts.copy_within(last..last + STRIDE, 0);
    amounts.copy_within(STRIDE..2 * STRIDE, last + STRIDE);
    for row in amounts.chunks_exact_mut(STRIDE) {
        row[0] = row[COLUMNS];
        row[COLUMNS + 1] = row[1];
    }
}
