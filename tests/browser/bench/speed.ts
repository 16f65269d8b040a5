// How fast the page is beside its peers, in one run on one machine: `cargo xtask bench`.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import type { Browser } from "@playwright/test";
import { at, expect, test } from "../clerk.ts";

const PEERS = ["react", "handsontable"] as const;
const STARTS = 15;
const WARM_UP = 30;
const EDITS = 300;

const atRank = (times: number[], rank: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * rank))] ?? NaN;
const show = (times: number[]) =>
  `p50 ${atRank(times, 0.5).toFixed(2)} ms, p95 ${atRank(times, 0.95).toFixed(2)} ms (${times.length} times)`;

/** Serves the peers' pages, bundled as they would be to be published. */
async function serve() {
  const here = new URL("peers/", import.meta.url).pathname;
  const bundles = new Map<string, Uint8Array>();
  for (const peer of PEERS) {
    const { outputFiles } = await build({
      entryPoints: [`${here}${peer}.js`],
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      define: { "process.env.NODE_ENV": '"production"' },
    });
    for (const { contents } of outputFiles) bundles.set(`/${peer}.js`, contents);
  }
  const styles = await Promise.all(
    ["handsontable", "ht-theme-main"].map((name) =>
      readFile(new URL(`node_modules/handsontable/styles/${name}.min.css`, import.meta.url), "utf8"),
    ),
  );
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const bundle = bundles.get(path);
    if (bundle) return response.writeHead(200, { "Content-Type": "text/javascript" }).end(bundle);
    if (path === "/handsontable.css") {
      return response.writeHead(200, { "Content-Type": "text/css" }).end(styles.join("\n"));
    }
    const peer = path.slice(1);
    const link = peer === "handsontable" ? '<link rel="stylesheet" href="/handsontable.css">' : "";
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    return response.end(
      `<!doctype html><title>${peer}</title>${link}<div id="root"></div><script type="module" src="/${peer}.js"></script>`,
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { address: (peer: string) => `http://127.0.0.1:${port}/${peer}`, close: () => server.close() };
}

/** Milliseconds from the start of the navigation until the page can be used, with nothing cached. */
async function start(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
  const time = await page.evaluate(() => performance.getEntriesByName("ready")[0]?.startTime ?? NaN);
  await context.close();
  return time;
}

test("ready, nothing cached", async ({ browser, address }) => {
  test.setTimeout(300_000);
  const peers = await serve();
  const times: Record<string, number[]> = { gongkai: [] };
  for (let round = 0; round < STARTS; round += 1) {
    times.gongkai?.push(await start(browser, address));
    for (const peer of PEERS) (times[peer] ??= []).push(await start(browser, peers.address(peer)));
  }
  peers.close();
  for (const [name, taken] of Object.entries(times)) console.log(`ready       ${name.padEnd(13)} ${show(taken)}`);
  const ratio = atRank(times.gongkai ?? [], 0.5) / atRank(times.handsontable ?? [], 0.5);
  console.log(`ready       gongkai / handsontable = ${ratio.toFixed(2)}`);
});

/** Edits a figure again and again; each time ends when the page shows what follows from it. */
type Edit = { input: string; total: string; finding: string };
async function edits({ input, total, finding, rounds }: Edit & { rounds: number }): Promise<number[]> {
  // What is drawn in the same task is seen at once; only what waits for another task is charged for it.
  const turn = async () => {
    for (let step = 0; step < 50 && !right(); step += 1) await Promise.resolve();
    if (!right()) await task();
  };
  const task = () =>
    new Promise((next) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = next;
      port2.postMessage(0);
    });
  const field = document.querySelector<HTMLInputElement>(input);
  const shown = document.querySelector(total);
  if (!field || !shown) throw new Error("no such cell");
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  field.focus();
  const before = Number(field.value);
  const sum = Number(shown.textContent);
  const times: number[] = [];
  let right = () => true;
  for (let round = 0; round < rounds; round += 1) {
    const by = round % 2 === 0 ? 1 : 0;
    right = () => Number(shown.textContent) === sum + by && (document.querySelector(finding) !== null) === (by === 1);
    const start = performance.now();
    set?.call(field, String(before + by));
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    while (!right()) await turn();
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times;
}

test("a key in table three", async ({ browser, clerk, page }) => {
  test.setTimeout(300_000);
  const measure = async (name: string, run: () => Promise<number[]>) =>
    console.log(`edit        ${name.padEnd(13)} ${show((await run()).slice(WARM_UP))}`);

  await clerk.example();
  for (const prose of ["intro", "overview.proactive", "overview.management", "problems", "other"]) {
    const area = clerk.prose(`narrative.${prose}`);
    const text = await area.inputValue();
    await area.fill(Array.from({ length: Math.ceil(4_000 / (text.length * 3)) }, () => text).join("\n"));
  }
  await clerk.saved();
  const ours: Edit = {
    input: `[data-cell="${at("natural_person", "granted")}"]`,
    total: `[data-cell="${at("total", "outcome_total")}"]`,
    finding: `[data-finding="A01"][data-place="${at("natural_person", "outcome_total")}"]`,
  };
  await measure("gongkai", () => page.evaluate(edits, { ...ours, rounds: WARM_UP + EDITS }));

  const peers = await serve();
  const peer = await (await browser.newContext()).newPage();
  await peer.goto(peers.address("react"));
  await peer.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
  const react: Edit = { input: "#c2-0", total: "#c23-6", finding: "#findings li" };
  await measure("react", () => peer.evaluate(edits, { ...react, rounds: WARM_UP + EDITS }));

  await peer.goto(peers.address("handsontable"));
  await peer.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
  await measure("handsontable", () =>
    peer.evaluate(async (rounds) => {
      type Hot = { setDataAtCell(row: number, column: number, value: number): void; getCell(row: number, column: number): Element };
      const { hot } = globalThis as unknown as { hot: Hot };
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const by = round % 2 === 0 ? 1 : 0;
        const start = performance.now();
        hot.setDataAtCell(2, 0, 12 + by);
        while (Number(hot.getCell(23, 6).textContent) !== 72 + by) await new Promise(requestAnimationFrame);
        times.push(performance.now() - start);
        await new Promise(requestAnimationFrame);
      }
      return times;
    }, WARM_UP + EDITS),
  );
  peers.close();
  await peer.context().close();
  expect(await clerk.finding("A01").count()).toBe(0);
});
