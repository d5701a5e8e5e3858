import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { embeddedJson, escapeHtml } from '../../../src/commands/report/html.js';

describe('text in a page', () => {
  it('has its markup escaped', () => {
    assert.equal(
      escapeHtml(`<img src=x onerror="alert('1')">&amp;`),
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;',
    );
  });
});

describe('JSON in a script element', () => {
  it('has no characters that could end it', () => {
    assert.equal(
      embeddedJson({ name: '</script><!--\u2028&' }),
      '{"name":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"}',
    );
  });

  it('parses to the original value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = embeddedJson(value);
        assert.doesNotMatch(text, /[<>&\u2028\u2029]/);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
