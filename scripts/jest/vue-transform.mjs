/** Jest transform for .vue: script setup and template compiled together, then TypeScript removed. Styles are left out. */
import { compileScript, parse, rewriteDefault } from '@vue/compiler-sfc';
import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';

/** @type {import('@jest/transform').SyncTransformer} */
const transformer = {
  getCacheKey(source, path) {
    return createHash('sha256').update(`4 ${path} ${source}`).digest('hex');
  },
  process(source, path) {
    // A component may be its template alone; the compiler wants a script, if only an empty one.
    const whole = source.includes('<script') ? source : `<script setup lang="ts"></script>\n${source}`;
    const { descriptor, errors } = parse(whole, { filename: path, ignoreEmpty: false });
    if (errors.length > 0) throw errors[0];
    const script = compileScript(descriptor, {
      id: createHash('sha256').update(path).digest('hex').slice(0, 8),
      inlineTemplate: true,
    });
    const code = `${rewriteDefault(script.content, '__component', ['typescript'])}\nexport default __component;`;
    return transformSync(code, { loader: 'ts', format: 'esm', target: 'es2022', sourcemap: 'inline', sourcefile: path });
  },
};

export default transformer;
