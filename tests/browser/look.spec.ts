// One key moves what it changes and nothing else.
import { Clerk, at, expect, onlyHosted, test } from "./clerk.ts";

onlyHosted();

/** What a deed touches on the page: addresses of cells, findings that came, went or changed, and the rest. */
async function touched(clerk: Clerk, deed: () => Promise<void>) {
  await clerk.page.evaluate(() => {
    const cells = new Set<string>();
    const findings = new Set<string>();
    const elsewhere = new Set<string>();
    const note = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element?.isConnected) return;
      const box = element.closest("td, th");
      const cell = box?.querySelector("[data-cell]")?.getAttribute("data-cell");
      const finding = element.closest<HTMLElement>("[data-finding]");
      if (cell) cells.add(cell);
      else if (box?.hasAttribute("data-balance")) {
        cells.add(`balance ${[...document.querySelectorAll("[data-balance]")].indexOf(box)}`);
      } else if (element.closest("table")) elsewhere.add("table");
      else if (finding) findings.add(`${finding.dataset.finding} ${finding.dataset.place}`);
      else if (element.closest(".paper, .head-fields")) elsewhere.add(element.closest("[class]")!.className);
      else if (element.closest(".outline")) elsewhere.add("outline");
      else if (element.closest(".findings")) elsewhere.add("findings");
      else if (element.closest("[data-save]")) elsewhere.add("save");
      else elsewhere.add(element.closest("[class]")?.className || element.tagName);
    };
    const observer = new MutationObserver((records) => records.forEach(({ target }) => note(target)));
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document.documentElement, everything);
    // What an input shows is a property; no observer sees it.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!;
    Object.defineProperty(HTMLInputElement.prototype, "value", {
      ...value,
      set(this: HTMLInputElement, text: string) {
        note(this);
        value.set!.call(this, text);
      },
    });
    Object.assign(globalThis, {
      touched: () => {
        observer.takeRecords().forEach(({ target }) => note(target));
        observer.disconnect();
        Object.defineProperty(HTMLInputElement.prototype, "value", value);
        return { cells: [...cells].sort(), findings: [...findings].sort(), elsewhere: [...elsewhere].sort() };
      },
    });
  });
  await deed();
  return clerk.page.evaluate(() =>
    (globalThis as unknown as { touched: () => Record<"cells" | "findings" | "elsewhere", string[]> }).touched(),
  );
}

test("a key in a cell moves its totals, its balance and its findings, and no other cell", async ({ clerk }) => {
  await clerk.example();
  const cell = at("natural_person", "granted");
  await clerk.mark(cell);
  const { cells, elsewhere } = await touched(clerk, async () => {
    await clerk.type("7");
    await expect(clerk.cell(at("total", "outcome_total"))).toHaveText("20");
    await expect(clerk.finding("A01")).toHaveCount(2);
  });
  const theirs = [
    cell,
    at("natural_person", "outcome_total"),
    at("total", "granted"),
    at("total", "outcome_total"),
    "balance 0",
    "balance 6",
  ];
  expect(cells.filter((touched) => !theirs.includes(touched))).toEqual([]);
  expect(cells).toEqual(expect.arrayContaining(theirs.slice(1)));
  expect(elsewhere).not.toContain("table");
  // Words in the prose that contradict the new figure are marked; the text itself is left alone.
  expect(elsewhere.filter((place) => /prose|paper|head-fields/.test(place))).toEqual([]);
});

test("a key that changes no sum but one leaves findings elsewhere alone", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell("disclosure.licences.decisions", "无");
  await clerk.fillCell("remedies.review.upheld", "一");
  await expect(clerk.finding("V02")).toHaveCount(2);
  await clerk.mark("disclosure.normative_documents.issued");
  const { cells, findings } = await touched(clerk, async () => {
    await clerk.type("4");
    await expect(clerk.button("撤销")).toBeEnabled();
    await expect(clerk.page.locator("[data-save]")).toHaveAttribute("data-save", "saved");
  });
  expect(cells.filter((touched) => touched !== "disclosure.normative_documents.issued")).toEqual([]);
  expect(findings.filter((finding) => finding.startsWith("V02"))).toEqual([]);
});

test("a key in the prose moves its own paragraph and no figure", async ({ clerk }) => {
  await clerk.example();
  await clerk.prose("narrative.problems").focus();
  await clerk.press("Control+End");
  const { cells, elsewhere } = await touched(clerk, async () => {
    await clerk.type("。");
    await expect(clerk.button("撤销")).toBeEnabled();
  });
  expect(cells).toEqual([]);
  expect(elsewhere).not.toContain("table");
  expect(elsewhere).not.toContain("head-fields");
});

test("elements that stay are the same elements, so nothing loses its place", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell("disclosure.licences.decisions", "无");
  await expect(clerk.finding("V02")).toHaveCount(1);
  await clerk.page.evaluate(() => {
    for (const element of document.querySelectorAll("[data-cell], [data-prose], [data-finding], [data-field]")) {
      Object.assign(element, { marked: true });
    }
  });
  await clerk.finding("V02").getByText("规则说明").click();
  await clerk.mark(at("natural_person", "granted"));
  await clerk.type("11");
  await expect(clerk.finding("A01")).toHaveCount(2);
  await clerk.undo();
  const remade = await clerk.page.evaluate(() =>
    [...document.querySelectorAll("[data-cell], [data-prose], [data-finding], [data-field]")]
      .filter((element) => !("marked" in element))
      .map((element) => element.outerHTML.slice(0, 80)),
  );
  expect(remade).toEqual([]);
  // What the clerk had opened stays open.
  await expect(clerk.finding("V02").getByRole("button", { name: "规则说明" })).toHaveAttribute("aria-expanded", "true");
});

test("a step taken back shows where it was", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell("remedies.review.upheld", "5");
  await clerk.page.evaluate(() => scrollTo(0, 0));
  await clerk.undo();
  await clerk.onCell("remedies.review.upheld");
  await expect(clerk.cell("remedies.review.upheld")).toBeInViewport();
});
