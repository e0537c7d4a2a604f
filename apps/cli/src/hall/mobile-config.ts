import { createHash } from 'node:crypto';

/** A UUID that stays the same for the same certificate: installed again, the profile replaces itself. */
function uuidFrom(der: Uint8Array, part: string): string {
  const hex = createHash('sha256').update(part).update(der).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
    .join('-')
    .toUpperCase();
}

/** Apple's configuration profile that installs the authority's certificate (payload `com.apple.security.root`). */
export const mobileConfig = (der: Uint8Array): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key>
      <string>zuimei-hall.crt</string>
      <key>PayloadContent</key>
      <data>${Buffer.from(der).toString('base64')}</data>
      <key>PayloadDescription</key>
      <string>最美瞬间会场证书，只对内网有效</string>
      <key>PayloadDisplayName</key>
      <string>zuimei hall</string>
      <key>PayloadIdentifier</key>
      <string>zuimei.hall.root</string>
      <key>PayloadType</key>
      <string>com.apple.security.root</string>
      <key>PayloadUUID</key>
      <string>${uuidFrom(der, 'root')}</string>
      <key>PayloadVersion</key>
      <integer>1</integer>
    </dict>
  </array>
  <key>PayloadDisplayName</key>
  <string>最美瞬间 · 会场证书</string>
  <key>PayloadIdentifier</key>
  <string>zuimei.hall</string>
  <key>PayloadRemovalDisallowed</key>
  <false/>
  <key>PayloadType</key>
  <string>Configuration</string>
  <key>PayloadUUID</key>
  <string>${uuidFrom(der, 'profile')}</string>
  <key>PayloadVersion</key>
  <integer>1</integer>
</dict>
</plist>
`;
