// Nothing is lost: a crash, a closed window, two windows, a full browser, a broken slot, a newer program.
import { Clerk, at, expect, test } from "./clerk.ts";

const CELL = at("natural_person", "received");

/** The window dies without a word: no event of the page runs any more. */
async function kill(clerk: Clerk) {
  const browser = await clerk.page.context().newCDPSession(clerk.page);
  const crashed = clerk.page.waitForEvent("crash");
  browser.send("Page.crash").catch(() => {});
  await crashed;
  await clerk.page.close();
}

/** Waits by the page's own clock. */
async function after(clerk: Clerk, milliseconds: number) {
  await clerk.page.evaluate(
    (milliseconds) =>
      new Promise<void>((resolve) => {
        const begin = performance.now();
        const look = () => (performance.now() - begin >= milliseconds ? resolve() : requestAnimationFrame(look));
        look();
      }),
    milliseconds,
  );
}

/** Opens a draft in a new window of the same browser. */
async function reopened(other: Clerk, id: string): Promise<Clerk> {
  await other.open(`#/edit/${id}`);
  await other.working();
  return other;
}

/** Fills the browser's storage for this page to the last character. */
function fillStorage(clerk: Clerk) {
  return clerk.page.evaluate(() => {
    let index = 0;
    for (let size = 1 << 20; size >= 1; size = size > 1 ? size >> 1 : 0) {
      for (;;) {
        try {
          localStorage.setItem(`ballast/${index}`, "x".repeat(size));
          index += 1;
        } catch {
          break;
        }
      }
    }
  });
}

test("a figure is kept within a second of the last key", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.mark(CELL);
  await clerk.type("7");
  await expect(clerk.page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 1000 });
  await expect(clerk.page.locator("[data-save]")).toHaveText(/^已保存 \d\d:\d\d:\d\d$/);
  expect(JSON.parse(await clerk.kept()).applications.natural_person.received).toBe(7);
  expect(await clerk.kept()).toBe(await clerk.json());
});

test("a window that dies 1.2 seconds after a key has lost nothing", async ({ clerk, otherWindow }) => {
  await clerk.newReport();
  const id = clerk.id();
  await clerk.prose("narrative.other").fill("没有其他需要报告的事项。");
  await clerk.mark(CELL);
  await clerk.type("123");
  await after(clerk, 1200);
  const other = await otherWindow();
  await kill(clerk);
  await reopened(other, id);
  await expect(other.cell(CELL)).toHaveValue("123");
  await expect(other.prose("narrative.other")).toHaveValue("没有其他需要报告的事项。");
});

test("whoever types without a pause is saved all the same", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.prose("narrative.other").focus();
  // Two seconds of steady typing, a key at least every 200 milliseconds.
  const begin = Date.now();
  let typed = "";
  while (Date.now() - begin < 2000) {
    await clerk.page.keyboard.type("字字", { delay: 60 });
    typed += "字字";
  }
  // At that very moment most of it must be kept.
  const kept = JSON.parse(await clerk.kept()).narrative.other as string;
  expect(kept.length).toBeGreaterThan(0);
  await expect(clerk.prose("narrative.other")).toHaveValue(typed);
});

test("what is typed last is kept when the window is closed at once", async ({ clerk, otherWindow }) => {
  await clerk.newReport();
  const id = clerk.id();
  const other = await otherWindow();
  await clerk.mark(CELL);
  await clerk.type("45");
  await clerk.page.close({ runBeforeUnload: true });
  await reopened(other, id);
  await expect(other.cell(CELL)).toHaveValue("45");
});

test("what is typed last is kept when the clerk goes elsewhere at once", async ({ clerk }) => {
  await clerk.newReport();
  const id = clerk.id();
  await clerk.mark(CELL);
  await clerk.type("46");
  await clerk.page.goto("about:blank");
  await clerk.open(`#/edit/${id}`);
  await expect(clerk.cell(CELL)).toHaveValue("46");
  // Within the page too.
  await clerk.mark(CELL);
  await clerk.type("47");
  await clerk.page.getByTitle("回到我的报告").click();
  await expect(clerk.drafts()).toHaveCount(1);
  expect(JSON.parse(await clerk.kept(id)).applications.natural_person.received).toBe(47);
});

test.describe("two windows on one draft", () => {
  test("the second to write is told, and can keep its own as a copy", async ({ clerk, otherWindow }) => {
    await clerk.newReport();
    const id = clerk.id();
    const other = await reopened(await otherWindow(), id);
    await clerk.fillCell(CELL, "1");
    await clerk.saved();
    const first = await clerk.kept();

    await other.fillCell(CELL, "2");
    await expect(other.page.locator("[data-save]")).toHaveAttribute("data-save", "failed");
    const alert = other.page.getByRole("alert").filter({ hasText: "另一个窗口" });
    await expect(alert).toBeVisible();
    await expect(alert.getByRole("button")).toHaveText(["本窗口的存为副本", "改用另一窗口的"]);
    expect(await other.kept(id)).toBe(first);

    await alert.getByRole("button", { name: "本窗口的存为副本" }).click();
    await other.saved();
    expect(other.id()).not.toBe(id);
    await expect(other.cell(CELL)).toHaveValue("2");
    expect(await other.kept(id)).toBe(first);
    expect(JSON.parse(await other.kept()).applications.natural_person.received).toBe(2);
    await other.open();
    await expect(other.drafts()).toHaveCount(2);

    // The first window goes on undisturbed.
    await clerk.fillCell(CELL, "3");
    await clerk.saved();
  });

  test("the second to write can take over what the first wrote, and undo that", async ({ clerk, otherWindow }) => {
    await clerk.newReport();
    const other = await reopened(await otherWindow(), clerk.id());
    await clerk.fillCell(CELL, "1");
    await clerk.saved();
    await other.fillCell(CELL, "2");
    await other.button("改用另一窗口的").click();
    await expect(other.cell(CELL)).toHaveValue("1");
    await other.saved();
    await other.undo();
    await expect(other.cell(CELL)).toHaveValue("2");
    await other.redo();
    await expect(other.cell(CELL)).toHaveValue("1");
  });

  test("taking over changes nothing, so the first window goes on", async ({ clerk, otherWindow }) => {
    await clerk.newReport();
    const other = await reopened(await otherWindow(), clerk.id());
    await clerk.fillCell(CELL, "1");
    await clerk.saved();
    await other.fillCell(CELL, "2");
    await other.button("改用另一窗口的").click();
    await other.saved();
    await clerk.fillCell(at("business", "received"), "4");
    await clerk.saved();
  });

  test("the warning stays while the clerk types on", async ({ clerk, otherWindow }) => {
    await clerk.newReport();
    const other = await reopened(await otherWindow(), clerk.id());
    await clerk.fillCell(CELL, "1");
    await clerk.saved();
    await other.fillCell(CELL, "2");
    const alert = other.button("本窗口的存为副本");
    await expect(alert).toBeVisible();
    // Whether the warning ever went away, however shortly.
    const stayed = other.page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const shown = document.querySelector(".unsaved");
          new MutationObserver(() => resolve(Boolean(shown?.isConnected))).observe(document.body, {
            subtree: true,
            childList: true,
            attributes: true,
            characterData: true,
          });
        }),
    );
    await other.mark(at("business", "received"));
    await other.type("5");
    expect(await stayed).toBe(true);
    await expect(alert).toBeVisible();
  });

  test("renaming a draft in the list does not stop the window that writes it", async ({ clerk, otherWindow }) => {
    await clerk.newReport();
    const list = await otherWindow();
    await list.open();
    await list.button("改名 云川县水务局 2025 年").click();
    await list.dialog("给草稿改名").getByLabel("草稿名称").fill("报局长审");
    await list.dialog("给草稿改名").getByRole("button", { name: "改名" }).click();
    await expect(list.drafts()).toContainText("报局长审");
    await clerk.fillCell(CELL, "1");
    await clerk.saved();
    await list.page.reload();
    await expect(list.drafts()).toContainText("报局长审");
  });

  test("a draft deleted elsewhere while it is being written is not written in secret", async ({ clerk, otherWindow }) => {
    await clerk.newReport();
    const list = await otherWindow();
    await list.open();
    await list.button("删除 云川县水务局 2025 年").click();
    await expect(list.drafts()).toHaveCount(0);
    await clerk.fillCell(CELL, "1");
    // Either the clerk is told, or the draft is back in the list: a clerk who sees 已保存 finds the report again.
    const told = clerk.page.getByRole("alert").filter({ hasText: "删除" });
    const back = list.drafts();
    await clerk.saved();
    await list.page.reload();
    expect((await told.count()) + (await back.count())).toBeGreaterThan(0);
  });
});

test.describe("when the browser's storage is full", () => {
  test("the clerk is told, the report stays on screen, and can be had as a file", async ({ clerk }) => {
    await clerk.newReport();
    await clerk.fillCell(CELL, "8");
    await clerk.saved();
    const before = await clerk.kept();
    await fillStorage(clerk);
    const text = "这一段写得很长，".repeat(400);
    await clerk.prose("narrative.problems").fill(text);
    await expect(clerk.page.locator("[data-save]")).toHaveAttribute("data-save", "failed");
    await expect(clerk.page.locator("[data-save]")).toHaveText("没有保存");
    await expect(clerk.page.getByRole("alert").filter({ hasText: "空间已满" })).toBeVisible();
    await expect(clerk.prose("narrative.problems")).toHaveValue(text);
    await expect(clerk.cell(CELL)).toHaveValue("8");
    // What was acknowledged before is still there.
    expect(await clerk.kept()).toBe(before);
    expect(JSON.parse((await clerk.exported("存成文件")).text).narrative.problems).toBe(text);

    // With room again it is saved.
    await clerk.page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith("ballast/")) localStorage.removeItem(key);
    });
    await clerk.button("再试一次").click();
    await clerk.saved();
    expect(JSON.parse(await clerk.kept()).narrative.problems).toBe(text);
  });

  test("room can be made by deleting drafts for good", async ({ clerk }) => {
    await clerk.example();
    await clerk.open();
    await fillStorage(clerk);
    await clerk.button("删除 云川县水务局 2025 年").click();
    // There is no room for the mark of a deletion either: the way out is to forget the draft.
    await clerk.toast().getByRole("button", { name: "彻底删除" }).click();
    await expect(clerk.drafts()).toHaveCount(0);
    expect(
      await clerk.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("gongkai/draft/"))),
    ).toEqual([]);
  });

  test("a new report that finds no room says so in words that help", async ({ clerk }) => {
    await clerk.open();
    await fillStorage(clerk);
    await clerk.button("看一份示例").click();
    await expect(clerk.toast()).toContainText("空间已满");
    // There is no report on screen that could be exported.
    await expect(clerk.toast()).not.toContainText("导出 JSON");
  });
});

test("a browser that offers no storage lets the clerk write, and says that nothing is kept", async ({ clerk }) => {
  await clerk.page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  });
  await clerk.open();
  await expect(clerk.page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(clerk.page.locator("body")).toContainText(/(不能|无法|没有)保存/);
});

test("when the newest copy is broken, the one before it opens", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.fillCell(CELL, "1");
  await clerk.saved();
  const before = await clerk.kept();
  await clerk.fillCell(CELL, "2");
  await clerk.saved();
  const id = clerk.id();
  await clerk.open();
  await clerk.page.evaluate((id) => {
    const keys = ["a", "b"].map((side) => `gongkai/draft/${id}/${side}`);
    const generation = (key: string) => Number(localStorage.getItem(key)?.split(" ")[1]);
    const [newest = ""] = keys.sort((one, other) => generation(other) - generation(one));
    const text = localStorage.getItem(newest) ?? "";
    localStorage.setItem(newest, text.slice(0, text.length / 2));
  }, id);
  await clerk.open(`#/edit/${id}`);
  await expect(clerk.cell(CELL)).toHaveValue("1");
  expect(await clerk.json()).toBe(before);
  // It can be written on, and the broken copy is the one written over.
  await clerk.fillCell(CELL, "3");
  await clerk.saved();
  await clerk.page.reload();
  await expect(clerk.cell(CELL)).toHaveValue("3");
});

test("a draft of which both copies are broken is not shown as if it had never been", async ({ clerk }) => {
  await clerk.newReport();
  const id = clerk.id();
  await clerk.saved();
  await clerk.open();
  await clerk.page.evaluate((id) => {
    for (const side of ["a", "b"]) {
      const key = `gongkai/draft/${id}/${side}`;
      const text = localStorage.getItem(key);
      if (text) localStorage.setItem(key, text.replace("水务局", "水务署"));
    }
  }, id);
  await clerk.page.reload();
  await expect(clerk.drafts()).toContainText("损坏");
});

test("a draft from a newer program is listed, not opened, and left as it is", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.saved();
  const id = clerk.id();
  await clerk.open();
  const slot = await clerk.page.evaluate((id) => {
    // A copy as a newer program writes it: checksum as the format says, CRC-32 over generation, time and payload.
    const crc = (bytes: Uint8Array) => {
      let crc = ~0;
      for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
      }
      return ~crc >>> 0;
    };
    const write = (generation: bigint, at: bigint, payload: string) => {
      const text = new TextEncoder().encode(payload);
      const bytes = new Uint8Array(16 + text.length);
      const view = new DataView(bytes.buffer);
      view.setBigUint64(0, generation, true);
      view.setBigUint64(8, at, true);
      bytes.set(text, 16);
      return `gongkai.slot ${generation} ${at} ${crc(bytes).toString(16).padStart(8, "0")}\n${payload}`;
    };
    const old = localStorage.getItem(`gongkai/draft/${id}/a`) ?? "";
    const payload = old.slice(old.indexOf("\n") + 1);
    // The same words give the same slot: the checksum is computed as the program does it.
    const [, generation = "", at = ""] = old.split(/[ \n]/);
    if (write(BigInt(generation), BigInt(at), payload) !== old) throw new Error("the slot is written otherwise");
    const newer = write(7n, BigInt(at), payload.replace('"version":1', '"version":2'));
    localStorage.setItem(`gongkai/draft/${id}/b`, newer);
    return newer;
  }, id);
  const before = await clerk.page.evaluate(() => JSON.stringify(localStorage));
  await clerk.page.reload();
  await expect(clerk.drafts()).toContainText("新版本软件");
  await expect(clerk.drafts().getByRole("link")).toHaveCount(0);
  await clerk.open(`#/edit/${id}`);
  await expect(clerk.page.getByText("新版本软件")).toBeVisible();
  await expect(clerk.page.locator("[data-save]")).toHaveCount(0);
  await clerk.open();
  expect(await clerk.page.evaluate(() => JSON.stringify(localStorage))).toBe(before);
  expect(slot).toContain('"version":2');
});

test("the editor can be left by the browser's own back button while a cell has the focus", async ({ clerk }) => {
  await clerk.open();
  await clerk.example();
  await clerk.mark(CELL);
  await clerk.type("5");
  await clerk.page.goBack();
  await expect(clerk.drafts()).toHaveCount(1);
  await expect(clerk.page.getByText("程序出了意外")).toHaveCount(0);
  await clerk.page.goForward();
  await expect(clerk.cell(CELL)).toHaveValue("5");
  // And left by its prose, and by an address typed in.
  await clerk.prose("narrative.other").focus();
  await clerk.open("#/rules");
  await expect(clerk.page.getByRole("heading", { level: 1 })).toHaveText("核对规则");
});

test.describe("the list of drafts", () => {
  test("a draft is renamed, duplicated and opened", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    await clerk.open();
    await clerk.button("改名 云川县水务局 2025 年").click();
    const dialog = clerk.dialog("给草稿改名");
    await expect(dialog.getByLabel("草稿名称")).toHaveValue("云川县水务局 2025 年");
    await dialog.getByLabel("草稿名称").fill("报局长审");
    await dialog.getByRole("button", { name: "改名" }).click();
    await expect(dialog).toBeHidden();
    await expect(clerk.drafts().getByRole("link")).toHaveText(["报局长审"]);
    await clerk.button("复制 报局长审").click();
    await expect(clerk.drafts().getByRole("link")).toHaveText(["报局长审 副本", "报局长审"]);
    await clerk.drafts().getByRole("link", { name: "报局长审 副本" }).click();
    await clerk.working();
    expect(await clerk.json()).toBe(before);
    await clerk.fillCell(CELL, "99");
    await clerk.saved();
    await clerk.open();
    await clerk.drafts().getByRole("link", { name: "报局长审", exact: true }).click();
    await clerk.working();
    expect(await clerk.json()).toBe(before);
  });

  test("a deleted draft comes back by undo, and from 最近删除", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    const id = clerk.id();
    await clerk.open();
    await clerk.button("删除 云川县水务局 2025 年").click();
    await expect(clerk.drafts()).toHaveCount(0);
    await clerk.button("撤销删除").click();
    await expect(clerk.drafts()).toHaveCount(1);

    await clerk.button("删除 云川县水务局 2025 年").click();
    await clerk.page.reload();
    await expect(clerk.drafts()).toHaveCount(0);
    await clerk.page.getByText("最近删除（1）").click();
    await clerk.button("恢复 云川县水务局 2025 年").click();
    await expect(clerk.drafts()).toHaveCount(1);
    await clerk.open(`#/edit/${id}`);
    expect(await clerk.json()).toBe(before);
  });

  test("a deletion can be undone from another page", async ({ clerk }) => {
    await clerk.example();
    await clerk.open();
    await clerk.button("删除 云川县水务局 2025 年").click();
    await clerk.page.getByRole("link", { name: "核对规则" }).click();
    await clerk.button("撤销删除").click();
    await clerk.page.getByRole("link", { name: "我的报告" }).click();
    await expect(clerk.drafts()).toHaveCount(1);
  });

  test("what another window adds appears at once", async ({ clerk, otherWindow }) => {
    await clerk.open();
    const other = await otherWindow();
    await other.example();
    await expect(clerk.drafts()).toHaveCount(1);
  });
});

test("a draft that is not there is reported, with a way back", async ({ clerk }) => {
  await clerk.open("#/edit/nothing");
  await expect(clerk.page.getByText("找不到这份草稿")).toBeVisible();
  await clerk.page.getByRole("link", { name: "回到报告列表" }).click();
  await expect(clerk.button("新建报告")).toBeVisible();
});
