/** A small file server on the loopback interface: one origin a port. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.webm': 'video/webm',
};

/** Answers are never cached and carry no CORS header: a page of another origin may play them but not read them. */
const COMMON_HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export interface ServerChoices {
  /** Folders by the first part of the path under which they are served: `/clips/a.mp4` lies in `folders.clips`. */
  readonly folders: Readonly<Record<string, string>>;
  /** Answers made in memory, by whole path. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Takes what is PUT under `/made/`. Without it the server only reads. */
  readonly receive?: (name: string, bytes: Uint8Array) => Promise<void>;
}

export interface LoopbackServer {
  /** For example `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** The file meant by a path, or nothing when it lies outside the served folders. */
export function fileForPath(folders: ServerChoices['folders'], pathname: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const [, first = '', ...rest] = path.split('/');
  const folder = Object.hasOwn(folders, first) ? folders[first] : undefined;
  if (folder === undefined || rest.length === 0 || path.includes('\0') || path.includes('\\')) return undefined;
  const root = resolve(folder);
  const file = resolve(join(root, ...rest));
  return file.startsWith(root + sep) ? file : undefined;
}

/** First and last byte of a `Range` header, or nothing when it names no range of this file. */
export function byteRange(header: string, size: number): { readonly first: number; readonly last: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first > last || first >= size ? undefined : { first, last };
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...COMMON_HEADERS, ...headers }).end();
}

async function sendFile(request: IncomingMessage, response: ServerResponse, file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return refuse(response, 404);
  const headers = {
    ...COMMON_HEADERS,
    'accept-ranges': 'bytes',
    'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
  };
  const asked = request.headers.range;
  const range = asked === undefined ? { first: 0, last: found.size - 1 } : byteRange(asked, found.size);
  if (range === undefined) return refuse(response, 416, { 'content-range': `bytes */${found.size}` });
  const { first, last } = range;
  response.writeHead(asked === undefined ? 200 : 206, {
    ...headers,
    'content-length': last - first + 1,
    ...(asked === undefined ? {} : { 'content-range': `bytes ${first}-${last}/${found.size}` }),
  });
  if (request.method === 'HEAD' || found.size === 0) {
    response.end();
    return;
  }
  // A player drops its request whenever it has buffered enough; that is no error.
  createReadStream(file, { start: first, end: last })
    .on('error', () => response.destroy())
    .pipe(response)
    .on('error', () => undefined);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function answer(choices: ServerChoices, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'PUT' && choices.receive !== undefined) {
    const name = /^\/made\/([a-z0-9-]+\.(?:mp4|webm|webp))$/.exec(pathname)?.[1];
    if (name === undefined) return refuse(response, 400);
    await choices.receive(name, await readBody(request));
    return refuse(response, 204);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  if (choices.answers !== undefined && Object.hasOwn(choices.answers, pathname)) {
    response.writeHead(200, { ...COMMON_HEADERS, 'content-type': CONTENT_TYPES['.json'] });
    response.end(JSON.stringify(choices.answers[pathname]));
    return;
  }
  const file = fileForPath(choices.folders, pathname);
  if (file === undefined) return refuse(response, 404);
  await sendFile(request, response, file);
}

/** Starts a server on 127.0.0.1 and a free port. Nothing outside this machine can reach it. */
export async function startServer(choices: ServerChoices): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    answer(choices, request, response).catch((error: unknown) => {
      console.error(`demo server: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
    });
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo server got no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
