import assert from "node:assert/strict";
import { test } from "node:test";
import { type HttpRequest, header, isSent, RequestReader } from "./http-request";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const text = ({ body }: HttpRequest) => Buffer.from(body).toString("latin1");

/** What a reader makes of pieces. */
function read(...pieces: string[]): HttpRequest[] {
  const reader = new RequestReader();
  return pieces.flatMap((piece) => [...reader.take(bytes(piece))]);
}

const GET = "GET /a?b HTTP/1.1\r\nHost: x\r\nX-Own:  é \r\n\r\n";
const CHUNKS =
  "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA\r\n0123456789\r\n0\r\n\r\n";

test("a request is taken wherever it is cut into pieces", () => {
  for (const whole of [GET, `POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na\r\n`, CHUNKS]) {
    const [expected] = read(whole);
    assert.ok(expected !== undefined);
    for (let at = 1; at < whole.length; at++) {
      assert.deepEqual(read(whole.slice(0, at), whole.slice(at)), [expected]);
    }
  }
});

test("its parts are told apart", () => {
  const [get] = read(GET);
  assert.ok(get !== undefined);
  assert.equal(get.method, "GET");
  assert.equal(get.target, "/a?b");
  assert.equal(header(get, "x-own"), "é");
  assert.equal(read(CHUNKS).map(text).join(), "ab0123456789");
});

test("requests that follow each other are told apart", () => {
  const requests = read(
    `POST /1 HTTP/1.1\r\nContent-Length: 4\r\n\r\n\r\n\r\n${GET}${CHUNKS}${GET}`,
  );
  assert.deepEqual(
    requests.map(({ target }) => target),
    ["/1", "/a?b", "/", "/a?b"],
  );
  assert.deepEqual(requests.map(text), ["\r\n\r\n", "", "ab0123456789", ""]);
});

test("leave to send a body is asked for once", () => {
  const reader = new RequestReader();
  const head = "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  assert.deepEqual([...reader.take(bytes(head))], []);
  assert.equal(reader.asksLeave(), true);
  assert.deepEqual([...reader.take(bytes("a"))], []);
  assert.equal(reader.asksLeave(), false);
  assert.deepEqual([...reader.take(bytes("b"))].map(text), ["ab"]);
});

test("what is no HTTP is refused", () => {
  assert.throws(() => read("EHLO example\r\n\r\n"), /does not begin an HTTP\/1.1 request/);
  assert.throws(() => read("x".repeat(2 << 20)), /longer than 1 MiB/);
});

test("a browser sends no body with some methods, and some methods not at all", () => {
  const request = (method: string, body = "") => ({
    ...{ method, target: "/", headers: [] },
    body: bytes(body),
  });
  for (const sent of [request("GET"), request("post", "a"), request("DELETE", "a")]) {
    assert.ok(isSent(sent));
  }
  for (const unsent of [request("get", "a"), request("HEAD", "a"), request("Trace")]) {
    assert.ok(!isSent(unsent));
  }
});
