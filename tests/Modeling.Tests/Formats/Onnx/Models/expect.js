// Asks ONNX Runtime for the answers to the rows that make_models.py left in the folder given, and writes them beside the models.
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const arrays = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array };

function feed({ type, data, dims }) {
  if (type === 'string') return new ort.Tensor('string', data, dims);
  return new ort.Tensor(type, arrays[type].from(data.map(v => type === 'int64' ? BigInt(v) : v === null ? NaN : v)), dims);
}

async function answer(session, row, scores) {
  try {
    const feeds = Object.fromEntries(Object.entries(row).map(([name, tensor]) => [name, feed(tensor)]));
    return Array.from((await session.run(feeds, [scores]))[scores].data);
  } catch {
    return null;
  }
}

async function main(work) {
  for (const file of fs.readdirSync(work).filter(name => name.endsWith('.json'))) {
    const name = file.slice(0, -'.json'.length);
    const { header, scores, names, columns, rows } = JSON.parse(fs.readFileSync(path.join(work, file)));
    const session = await ort.InferenceSession.create(path.join(work, `${name}.onnx`), { intraOpNumThreads: 1, logSeverityLevel: 4 });
    const lines = [[...header, ...names.map(n => `=${n}`)].join(',')];
    for (const row of rows) {
      const values = Object.values(row).flatMap(tensor => tensor.data);
      const got = await answer(session, row, scores);
      const picked = got === null ? names.map(() => '') : columns ? columns.map(i => got[i]) : got;
      if (picked.length !== names.length) throw new Error(`${name}: ${picked.length} answers for ${names.length} names`);
      lines.push([...values, ...picked].map(v => v === null || Number.isNaN(v) ? '' : v).join(','));
    }
    fs.writeFileSync(path.join(__dirname, `${name}.csv`), lines.join('\n') + '\n');
  }
}

main(process.argv[2]);
