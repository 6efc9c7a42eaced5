import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { addressesIn } from "./addresses.ts";
import { NoProgram, type Program, readProgram } from "./program.ts";
import { fragmentOf, holdsProgram, programIn } from "./sharing.ts";
import { identified } from "./version.ts";

const PROGRAM: Program = {
  versions: identified([
    { name: "Sequential", source: 'print("π, 数, \\u{1f600}")\n' },
    { name: "Sequential", source: "print(1)\n", ranks: 2, unordered: true },
    { name: "顺序", source: "print(2)\n" },
  ]),
};

/** A fragment made by hand. */
function fragment(text: string): string {
  return `#program=${deflateRawSync(Buffer.from(text)).toString("base64url")}`;
}

/** Why there is no program in a fragment. */
async function refusal(hash: string): Promise<string> {
  try {
    await programIn(hash);
  } catch (exception) {
    assert.ok(exception instanceof NoProgram, String(exception));
    return exception.message;
  }
  return "";
}

test("a program comes out of a link as it went in", async () => {
  const hash = (await fragmentOf(PROGRAM)) ?? "";
  assert.ok(holdsProgram(hash));
  assert.match(hash, /^#program=[\w-]+$/);
  assert.deepEqual(await programIn(hash), PROGRAM);
});

test("versions of one name have ids of their own", () => {
  assert.deepEqual(
    PROGRAM.versions.map(({ id }) => id),
    ["sequential", "sequential-2", "version"],
  );
});

test("what is too long for a link is in none", async () => {
  const noise = Array.from({ length: 20_000 }, (_, index) => (index * 7919 * 104_729).toString(36));
  const versions = identified([{ name: "Long", source: noise.join(" ") }]);
  assert.equal(await fragmentOf({ versions }), undefined);
});

test("a link that is broken, too large or somebody else's says which", async () => {
  const whole = (await fragmentOf(PROGRAM)) ?? "";
  assert.match(await refusal(whole.slice(0, -20)), /broken/);
  assert.match(await refusal("#program=%%%"), /broken/);
  assert.match(await refusal(`#program=${"A".repeat(500_000)}`), /too large/);
  const bomb = JSON.stringify({ versions: [{ name: "a", source: " ".repeat(3_000_000) }] });
  assert.match(await refusal(fragment(bomb)), /too large/);
  assert.match(await refusal(fragment("[1, 2]")), /something other than a program/);
  assert.match(await refusal(fragment('{"versions": [{"name": "", "source": ""}]}')), /no name/);
  assert.match(await refusal(fragment("none")), /not JSON/);
});

test("a file with more versions than can be compared is refused, and odd ranks are dropped", () => {
  const version = { name: "a", source: "" };
  const many = JSON.stringify({ versions: Array.from({ length: 13 }, () => version) });
  assert.throws(() => readProgram(many), /13 versions/);
  const { versions } = readProgram(JSON.stringify({ versions: [{ ...version, ranks: 1.5 }] }));
  assert.deepEqual(versions, [{ id: "a", ...version }]);
});

test("the addresses that stand in a program are told by their hosts", () => {
  const source = `
URL = "https://a.org/x?y=1"
OTHERS = ['http://b.org:8080/z', "https://a.org/x?y=1", f"https://c.org/{name}.jpg"]
# ftp://d.org and https:// are none
`;
  assert.deepEqual(
    [...addressesIn([{ source }])],
    [
      ["a.org", ["https://a.org/x?y=1"]],
      ["b.org:8080", ["http://b.org:8080/z"]],
      ["c.org", ["https://c.org/"]],
    ],
  );
});

test("addresses are found that browsers take for some", () => {
  const source = String.raw`"https:/a.org/x", "https:b.org", "http:\\c.org", "wss://d.org"`;
  assert.deepEqual([...addressesIn([{ source }]).keys()], ["a.org", "b.org", "c.org", "d.org"]);
});

test("each version is read once, and a host's addresses are limited over all of them", () => {
  const pages = (...names: string[]) => ({
    source: names.map((name) => `"https://a.org/${name}"`).join(),
  });
  const versions = [pages("1", "2"), pages("2", "3", "4")];
  const expected = [["a.org", ["https://a.org/1", "https://a.org/2", "https://a.org/3"]]];
  assert.deepEqual([...addressesIn(versions)], expected);
  const unread = { source: "" };
  const [first] = versions;
  Object.defineProperty(first, "source", { get: () => assert.fail("read again") });
  assert.deepEqual([...addressesIn([...versions, unread])], expected);
});

test("a fragment that was cut, or whose letters were changed, still claims to hold a program", () => {
  assert.ok(["#program", "#program=", "#Program=abc"].every(holdsProgram));
  assert.ok(!["", "#programs", "#library=program="].some(holdsProgram));
});
