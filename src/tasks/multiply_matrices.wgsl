// The product of two matrices: an invocation computes one number of it, in 32-bit floats.

/// The first row, the one after the last, and the columns.
@group(0) @binding(0) var<storage, read> told: array<u32>;
/// The product, row after row.
@group(0) @binding(1) var<storage, read_write> found: array<f32>;
/// The left matrix, row after row.
@group(0) @binding(2) var<storage, read> left: array<f32>;
/// The right matrix in panels of eight columns, each row after row: eight neighbours that go in
/// step read it at one go.
@group(0) @binding(3) var<storage, read> right: array<f32>;

const PANEL = 8u;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) local: u32,
) {
    let n = told[2];
    let place = told[0] * n + (group.y * groups.x + group.x) * 64 + local;
    if place >= told[1] * n {
        return;
    }
    let row = place / n;
    let column = place % n;
    let panel = column / PANEL * n;
    var sum = 0f;
    for (var depth = 0u; depth < n; depth++) {
        sum += left[row * n + depth] * right[(panel + depth) * PANEL + column % PANEL];
    }
    found[place] = sum;
}
