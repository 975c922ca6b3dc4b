// One run of a peer from npm: does a job and prints how long it took, without starting and loading.
//
//     node node_peers.js PEER JOB DATA.json TEMPLATE.pptx OUT FOLDER
//
// FOLDER holds the peer's node_modules. Jobs: `files` (one file for each record), `slides` (one file with a slide for each record).
"use strict";
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const { performance } = require("perf_hooks");

const [peer, job, data, template, out, folder] = process.argv.slice(2);
const load = createRequire(path.join(folder, "package.json"));
const FIELDS = ["segment", "owner", "revenue", "growth", "share", "status"];
const target = (number) => path.join(out, `${number}.pptx`);

const PEERS = {
  docxtemplater() {
    const Docxtemplater = load("docxtemplater");
    const PizZip = load("pizzip");
    return {
      async files(records) {
        const bytes = fs.readFileSync(template);
        records.forEach((record, number) => {
          const doc = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
          doc.render(record);
          fs.writeFileSync(target(number), doc.toBuffer());
        });
      },
    };
  },
  carbone() {
    const carbone = load("carbone");
    const ready = (record) => ({ ...record, bullets: record.bullets.map((text) => ({ text })) });
    const made = (record) =>
      new Promise((done, failed) => carbone.render(template, ready(record), (error, result) => (error ? failed(new Error(error)) : done(result))));
    return {
      async files(records) {
        for (const [number, record] of records.entries()) fs.writeFileSync(target(number), await made(record));
      },
    };
  },
  "pptx-automizer"() {
    const { default: Automizer, modify } = load("pptx-automizer");
    const start = () =>
      new Automizer({ templateDir: path.dirname(template), outputDir: out, removeExistingSlides: true, compression: 1, verbosity: 0 })
        .loadRoot(path.basename(template))
        .load(path.basename(template), "sheet");
    const chart = (slide, record) =>
      slide.modifyElement("chart", [
        modify.setChartData({
          series: [{ label: "Revenue" }],
          categories: record.categories.map((label, i) => ({ label, values: [record.values[i]] })),
        }),
      ]);
    const sheet = (slide, record) => {
      slide.modifyElement("title", [modify.setText(record.name)]);
      for (const field of FIELDS) slide.modifyElement(field, [modify.setText(record[field])]);
      slide.modifyElement("bullets", [modify.setBulletList(record.bullets)]);
      const body = [["Item", "Owner", "Value"], ...record.rows.map((row) => [row.item, row.owner, row.value])].map((values) => ({ values }));
      slide.modifyElement("table", [modify.setTable({ body })]);
      chart(slide, record);
    };
    return {
      async files(records) {
        for (const [number, record] of records.entries()) {
          const made = start();
          made.addSlide("sheet", 1, (slide) => sheet(slide, record));
          await made.write(`${number}.pptx`);
        }
      },
      async slides(records) {
        const made = start();
        for (const record of records) {
          made.addSlide("sheet", 1, (slide) => {
            slide.modifyElement("title", [modify.setText(record.name)]);
            chart(slide, record);
          });
        }
        await made.write("deck.pptx");
      },
    };
  },
  pptxgenjs() {
    const PptxGenJS = load("pptxgenjs");
    const chart = (slide, record) =>
      slide.addChart("bar", [{ name: "Revenue", labels: record.categories, values: record.values }], { x: 7, y: 2, w: 5.8, h: 4.5 });
    const blank = () => {
      const made = new PptxGenJS();
      made.layout = "LAYOUT_WIDE";
      return made;
    };
    const head = (slide, record) => {
      slide.addText(record.name, { x: 0.5, y: 0.4, w: 12, h: 0.8, fontSize: 28 });
      if (job === "slides") slide.addNotes(record.note);
      chart(slide, record);
    };
    return {
      async files(records) {
        for (const [number, record] of records.entries()) {
          const made = blank();
          const slide = made.addSlide();
          head(slide, record);
          FIELDS.forEach((field, i) => slide.addText(record[field], { x: 0.5 + 2.1 * i, y: 1.3, w: 2, h: 0.5, fontSize: 12 }));
          slide.addText(record.bullets.map((text) => ({ text, options: { bullet: true, breakLine: true } })), { x: 0.5, y: 2, w: 6, h: 1.6, fontSize: 12 });
          const rows = [["Item", "Owner", "Value"], ...record.rows.map((row) => [row.item, row.owner, row.value])];
          slide.addTable(rows, { x: 0.5, y: 3.8, w: 6, rowH: 0.3, fontSize: 11, autoPage: true, autoPageRepeatHeader: true });
          fs.writeFileSync(target(number), await made.write({ outputType: "nodebuffer", compression: true }));
        }
      },
      async slides(records) {
        const made = blank();
        for (const record of records) head(made.addSlide(), record);
        fs.writeFileSync(path.join(out, "deck.pptx"), await made.write({ outputType: "nodebuffer", compression: true }));
      },
    };
  },
  officegen() {
    const officegen = load("officegen");
    const head = (slide, record) =>
      new Promise((done, failed) => {
        slide.addText(record.name, { x: 40, y: 30, cx: 1100, cy: 60, font_size: 28 });
        if (job === "slides") slide.setSpeakerNote(record.note);
        slide.addChart(
          { title: "", renderType: "column", data: [{ name: "Revenue", labels: record.categories, values: record.values }] },
          done,
          failed,
        );
      });
    const saved = (made, name) =>
      new Promise((done, failed) => {
        const stream = fs.createWriteStream(name);
        stream.on("close", done);
        made.on("error", failed);
        made.generate(stream);
      });
    return {
      async files(records) {
        for (const [number, record] of records.entries()) {
          const made = officegen("pptx");
          const slide = made.makeNewSlide();
          await head(slide, record);
          FIELDS.forEach((field, i) => slide.addText(record[field], { x: 40 + 190 * i, y: 110, cx: 180, cy: 40, font_size: 12 }));
          record.bullets.forEach((text, i) => slide.addText(text, { x: 40, y: 160 + 26 * i, cx: 560, cy: 24, font_size: 12 }));
          slide.addTable([["Item", "Owner", "Value"], ...record.rows.map((row) => [row.item, row.owner, row.value])], { x: 400000, y: 2600000, cx: 5000000 });
          await saved(made, target(number));
        }
      },
      async slides(records) {
        const made = officegen("pptx");
        for (const record of records) await head(made.makeNewSlide(), record);
        await saved(made, path.join(out, "deck.pptx"));
      },
    };
  },
  "pptx-template-engine"() {
    const { generatePPT } = load("pptx-template-engine");
    const flat = (record) => {
      const text = Object.fromEntries(["name", "note", ...FIELDS].map((field) => [field, record[field]]));
      record.bullets.forEach((bullet, i) => (text[`bullet${i}`] = bullet));
      record.rows.forEach((row, i) => Object.entries(row).forEach(([key, value]) => (text[`${key}${i}`] = value)));
      return text;
    };
    return {
      async files(records) {
        const bytes = fs.readFileSync(template);
        for (const [number, record] of records.entries()) {
          fs.writeFileSync(target(number), Buffer.from(await generatePPT({ template: bytes, text: flat(record), images: {} })));
        }
      },
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = load("easy-template-x");
    return {
      async files(records) {
        const bytes = fs.readFileSync(template);
        for (const [number, record] of records.entries()) fs.writeFileSync(target(number), await new TemplateHandler().process(bytes, record));
      },
    };
  },
};

async function main() {
  const action = PEERS[peer]()[job];
  if (!action) return console.log(JSON.stringify({ unable: true }));
  const records = JSON.parse(fs.readFileSync(data, "utf8"));
  const start = performance.now();
  await action(records);
  console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000 }));
}

main().then(
  () => process.exit(0),
  (error) => {
    const inner = error.properties && error.properties.errors;
    console.error(inner ? inner.map((e) => e.properties.explanation || e.message).join("; ") : error.message || String(error));
    process.exit(1);
  },
);
