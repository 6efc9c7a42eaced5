// Counts the samples inside the quarter circle: an invocation draws one. WGSL has no numbers of 64
// bits: one is a pair here, its lower half first.

/// The first item, the one after the last, the seed, and the sample that item 0 is.
@group(0) @binding(0) var<storage, read> told: array<u32>;
/// How many samples lie inside.
@group(0) @binding(1) var<storage, read_write> found: atomic<u32>;

/// Those of a workgroup, so that only one invocation of 64 goes to the memory that all share.
var<workgroup> found_here: atomic<u32>;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3u,
    @builtin(num_workgroups) groups: vec3u,
    @builtin(local_invocation_index) local: u32,
) {
    let item = told[0] + (group.y * groups.x + group.x) * 64 + local;
    if item < told[1] && is_inside(sample(told[2], told[3] + item)) {
        atomicAdd(&found_here, 1);
    }
    workgroupBarrier();
    if local == 0 {
        atomicAdd(&found, atomicLoad(&found_here));
    }
}

/// The number of SplitMix64's stream at a position.
fn sample(seed: u32, position: u32) -> vec2u {
    let steps = times(vec2u(position + 1, 0), vec2u(0x7f4a7c15, 0x9e3779b9));
    var z = plus(vec2u(seed, 0), steps);
    z = times(z ^ shifted(z, 30), vec2u(0x1ce4e5b9, 0xbf58476d));
    z = times(z ^ shifted(z, 27), vec2u(0x133111eb, 0x94d049bb));
    return z ^ shifted(z, 31);
}

/// Whether the point whose x is the upper 31 bits and whose y the lower 31 bits is nearer to the
/// origin than 2^31.
fn is_inside(number: vec2u) -> bool {
    let x = number.y >> 1;
    let y = number.x & 0x7fffffff;
    return plus(product(x, x), product(y, y)).y < 0x40000000;
}

fn plus(a: vec2u, b: vec2u) -> vec2u {
    let low = a.x + b.x;
    return vec2u(low, a.y + b.y + u32(low < a.x));
}

/// The lower 64 bits of a product.
fn times(a: vec2u, b: vec2u) -> vec2u {
    let low = product(a.x, b.x);
    return vec2u(low.x, low.y + a.x * b.y + a.y * b.x);
}

/// All 64 bits of a product, from the halves of its factors.
fn product(a: u32, b: u32) -> vec2u {
    let low = vec2u(a & 0xffff, b & 0xffff);
    let high = vec2u(a >> 16, b >> 16);
    let below = low.x * low.y;
    let left = low.x * high.y;
    let right = high.x * low.y;
    let middle = (below >> 16) + (left & 0xffff) + (right & 0xffff);
    return vec2u(
        (below & 0xffff) | (middle << 16),
        high.x * high.y + (left >> 16) + (right >> 16) + (middle >> 16),
    );
}

fn shifted(a: vec2u, by: u32) -> vec2u {
    return vec2u((a.x >> by) | (a.y << (32 - by)), a.y >> by);
}
