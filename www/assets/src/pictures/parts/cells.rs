//! Voronoi cells: the plane divided among scattered points, each place to its nearest.

use glam::{IVec2, Vec2, ivec2, vec2};

use crate::pictures::random::{between, dice_at};

/// The cell that a point lies in.
pub struct Cell {
    /// How far the nearest border is.
    pub border: f32,
    /// Something of the cell's own.
    pub id: IVec2,
}

/// Finds the cell of a point, cells being about 1 wide.
pub fn cell_at(point: Vec2, seed: u32) -> Cell {
    let home = point.floor().as_ivec2();
    let near = around(home, 2).map(|id| (id, centre(id, seed)));
    let distance = |at: &Vec2| at.distance_squared(point);
    let (id, nearest) = near.fold((home, Vec2::INFINITY), |best, next| {
        if distance(&next.1) < distance(&best.1) {
            next
        } else {
            best
        }
    });
    let others = around(id, 2)
        .filter(|&other| other != id)
        .map(|other| centre(other, seed));
    let border = others
        .map(|other| ((nearest + other) / 2.0 - point).dot((other - nearest).normalize()))
        .fold(f32::INFINITY, f32::min);
    Cell { id, border }
}

fn around(home: IVec2, reach: i32) -> impl Iterator<Item = IVec2> {
    (-reach..=reach)
        .flat_map(move |row| (-reach..=reach).map(move |column| home + ivec2(column, row)))
}

fn centre(id: IVec2, seed: u32) -> Vec2 {
    let mut dice = dice_at(seed, id);
    id.as_vec2()
        + vec2(
            between(&mut dice, 0.12, 0.88),
            between(&mut dice, 0.12, 0.88),
        )
}
