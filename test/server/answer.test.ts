import { assert, asyncProperty, constantFrom, string } from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer, tellError } from '../../src-main/server/answer.ts';
import { route } from '../../src-main/shared/api/route.ts';
import { routes } from '../../src-main/shared/api/index.ts';
import { CaseError } from '../../src-main/shared/errors.ts';
import { openWindow, type RouteName } from './open-window.ts';

const names = Object.keys(routes) as RouteName[];

describe('the contract', () => {
  it('has two routes for no method and path', () => {
    const all = names.map((name) => `${routes[name].method} ${routes[name].path}`);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(names)('%s is answered', async (name) => {
    const window = await openWindow();
    const { method, path } = routes[name];
    const response = await window.request(path.replaceAll(/:\w+/g, 'x'), { method, ...(method === 'GET' ? {} : { body: '{}' }) });
    const body = (await response.json()) as { code?: string };
    expect(body.code).not.toBe('no-such-question');
    expect(body.code).not.toBe('internal');
  });

  it('answers a question that is none with its code', async () => {
    const response = await (await openWindow()).request('/api/elsewhere', { method: 'POST', body: '{}' });
    expect([response.status, await response.json()]).toEqual([404, { code: 'no-such-question', facts: { question: 'POST /api/elsewhere' } }]);
  });
});

const adding = route('POST', '/api/:to/add', { input: z.strictObject({ to: z.string(), n: z.int() }), output: z.strictObject({ sum: z.int() }) });

/** The one route above, answered by a function. */
function answering(handle: (input: { to: string; n: number }) => { sum: number }): Hono {
  const app = new Hono();
  app.onError((error, context) => tellError(context, error));
  answer(app, adding, handle);
  return app;
}

const add = async (body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>, handle = ({ to, n }: { to: string; n: number }) => ({ sum: Number(to) + n })): Promise<{ status: number; body: unknown }> => {
  // A body that comes as a stream needs to say that it is one way; DOM's types do not know the word.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  const response = await answering(handle).fetch(new Request('http://x/api/4/add', init));
  return { status: response.status, body: await response.json() };
};

describe('a question', () => {
  it('is read from path and body', async () => {
    expect(await add('{"n":3}')).toEqual({ status: 200, body: { sum: 7 } });
  });

  it('cannot name in its body what the path names', async () => {
    expect(await add('{"n":3,"to":"100"}')).toEqual({ status: 200, body: { sum: 7 } });
  });

  it.each([
    ['a field of another type', '{"n":"3"}'],
    ['a field missing', '{}'],
    ['a field too many', '{"n":3,"m":4}'],
    ['a key of the prototype', '{"n":3,"__proto__":{"x":1}}'],
    ['a list', '[3]'],
    ['nothing', 'null'],
    ['text that is no JSON', '{"n":'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ])('with %s is refused', async (_, body) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });

  it('whose body has no end is refused, whatever length it tells', async () => {
    let given = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    expect(await add(endless)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(given).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('an error', () => {
  const thrown = (error: unknown) => add('{"n":1}', () => {
    throw error;
  });

  it('that was foreseen travels as code and facts', async () => {
    expect(await thrown(new CaseError('item-ambiguous', { name: 'ab', count: 2 }))).toEqual({ status: 400, body: { code: 'item-ambiguous', facts: { name: 'ab', count: 2 } } });
  });

  it.each([['item-not-found', 404], ['no-case-open', 409], ['case-in-use', 423], ['passphrase-needed', 403], ['passphrase-wrong', 403], ['disk-full', 507], ['file-missing', 404], ['log-forked', 409]] as const)('%s has status %i', async (code, status) => {
    expect((await thrown(new CaseError(code))).status).toBe(status);
  });

  it('that nobody foresaw tells nothing of itself', async () => {
    await assert(
      asyncProperty(string(), constantFrom(Error, TypeError, RangeError, SyntaxError), async (text, Kind) => {
        expect(await thrown(new Kind(`${text} /home/somebody/case`))).toEqual({ status: 500, body: { code: 'internal', facts: {} } });
      }),
      { numRuns: 50 },
    );
  });

  it('is an answer that does not fit the contract', async () => {
    expect(await add('{"n":1}', () => ({ sum: 0.5 }))).toEqual({ status: 500, body: { code: 'internal', facts: {} } });
  });
});
