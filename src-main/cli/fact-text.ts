import type { Observation } from '../shared/facts.ts';

/** A normalised value as people read it. */
export function factText(o: Observation): string {
  switch (o.field) {
    case 'recorded-at': {
      const { local, offset, doubt } = o.value;
      const zone = offset === 'unknown' ? ' (offset unknown)' : offset;
      return `${local}${zone}${doubt === undefined ? '' : ` (${doubt})`}`;
    }
    case 'position': {
      const { latitude, longitude, precisionM, nullIsland } = o.value;
      return `${latitude}, ${longitude} ± ${precisionM} m${nullIsland ? ' (0,0: no place)' : ''}`;
    }
    case 'display-size':
      return `${o.value.width}x${o.value.height}`;
    case 'rotation':
      return `${o.value.degrees}°${o.value.mirrored ? ', mirrored' : ''}`;
    case 'frame-rate':
      return `${o.value.averageFps} fps${o.value.variable === true ? ', variable' : o.value.variable === false ? ', constant' : ''}`;
    case 'duration':
      return `${o.value.seconds} s`;
    case 'audio':
      return `${o.value.channels} channels, ${o.value.sampleRateHz} Hz`;
    case 'content-credentials':
      return [o.value.state, ...o.value.failures, o.value.signer, o.value.claimGenerator].filter(Boolean).join(', ');
    case 'media-kind':
    case 'container-format':
    case 'device-make':
    case 'device-model':
    case 'software':
    case 'encoder':
    case 'video-codec':
    case 'audio-codec':
    case 'edit-list':
    case 'live-photo-id':
    case 'platform-reencode':
    case 'damage':
      return o.value;
  }
}
