import { answerHostile } from "./hostile.ts";
import { listen, type Server } from "./listen.ts";

/** A second site: below `/allowed/` it lets others read its answers (CORS), elsewhere not. */
export function serveOtherOrigin(): Promise<Server> {
  return listen((request, response) => {
    const allowed = "/allowed";
    if (request.url?.startsWith(`${allowed}/`)) {
      response.setHeader("access-control-allow-origin", "*");
      request.url = request.url.slice(allowed.length);
    }
    if (!answerHostile(request, response)) {
      response.writeHead(404).end();
    }
  });
}
