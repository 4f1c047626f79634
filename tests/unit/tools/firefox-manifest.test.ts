import { describe, expect, it } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { firefoxManifest } from '../../../tools/firefox-manifest.ts';

const firefox = firefoxManifest(manifest);

describe('the manifest made for Firefox', () => {
  it('asks for what Chromium’s asks for, but for the offscreen document', () => {
    expect(firefox.permissions).toEqual(manifest.permissions.filter((permission) => permission !== 'offscreen'));
    expect(firefox['host_permissions']).toEqual(manifest.host_permissions);
  });

  it('runs the same scripts on the same pages under the same security policy', () => {
    expect(firefox['content_scripts']).toEqual(manifest.content_scripts);
    expect(firefox['content_security_policy']).toEqual(manifest.content_security_policy);
    expect(firefox['version']).toBe(manifest.version);
  });

  it('has the event page for a background, and no service worker', () => {
    expect(firefox['background']).toEqual({ page: 'src/contexts/event-page/index.html' });
  });

  it('keeps the id that policies and stored settings go by', () => {
    expect(firefox['browser_specific_settings']).toMatchObject({ gecko: { id: 'second-look@second-look' } });
  });

  it('declares that no data is collected', () => {
    expect(firefox['browser_specific_settings']).toMatchObject({
      gecko: { data_collection_permissions: { required: ['none'] } },
    });
  });

  it('has none of the keys that Chromium alone knows', () => {
    expect(Object.keys(firefox).filter((key) => /chrome|cross_origin|serialization|^storage$/.test(key))).toEqual([]);
  });

  it('leaves the manifest it is made of as it was', () => {
    const before = structuredClone(manifest);
    firefoxManifest(manifest);
    expect(manifest).toEqual(before);
  });
});
