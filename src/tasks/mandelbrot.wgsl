// How often z² + c can be taken before z leaves the circle: an invocation computes one pixel, in
// 32-bit floats. Those that go in step wait for the one that stays inside longest.

/// The first row, the one after the last; the picture's width and height, and the row that row 0 is
/// of it.
@group(0) @binding(0) var<storage, read> told: array<u32>;
/// The iterations of each pixel, row after row.
@group(0) @binding(1) var<storage, read_write> found: array<u32>;

const MOST_ITERATIONS = 2000u;
const LEFT_TOP = vec2f(-2.1, -1.0);
const REGION = vec2f(3.0, 2.0);

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) local: u32,
) {
    let size = vec2u(told[2], told[3]);
    let pixel = told[0] * size.x + (group.y * groups.x + group.x) * 64 + local;
    if pixel >= told[1] * size.x {
        return;
    }
    let place = vec2u(pixel % size.x, told[4] + pixel / size.x);
    let c = LEFT_TOP + REGION * (vec2f(place) + 0.5) / vec2f(size);
    found[pixel] = iterations(c);
}

fn iterations(c: vec2f) -> u32 {
    var z = vec2f(0);
    for (var count = 0u; count < MOST_ITERATIONS; count++) {
        let squares = z * z;
        if squares.x + squares.y > 4 {
            return count;
        }
        z = vec2f(squares.x - squares.y, 2 * z.x * z.y) + c;
    }
    return MOST_ITERATIONS;
}
