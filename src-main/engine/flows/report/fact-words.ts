import type { Observation } from '../../../shared/facts.ts';
import type { ReportWords } from './words.ts';

/** A fact that a witness states, as people read it. */
export function factText(observation: Observation, words: ReportWords): string {
  switch (observation.field) {
    case 'recorded-at': {
      const { local, offset, utc, doubt } = observation.value;
      const zoned = offset === 'unknown' ? `${local} (${words.found.offsetUnknown})` : `${local}${offset}`;
      return [zoned, utc === undefined || offset === 'Z' ? '' : `= ${utc}`, doubt === undefined ? '' : `(${doubt})`].filter((part) => part !== '').join(' ');
    }
    case 'position': {
      const { latitude, longitude, altitudeM, precisionM, nullIsland } = observation.value;
      const height = altitudeM === undefined ? '' : `, ${altitudeM} m`;
      return `${latitude}, ${longitude}${height} (± ${precisionM} m)${nullIsland ? ` (0,0: ${words.none})` : ''}`;
    }
    case 'display-size':
      return `${observation.value.width} x ${observation.value.height}`;
    case 'rotation':
      return `${observation.value.degrees}°${observation.value.mirrored ? ' ↔' : ''}`;
    case 'frame-rate':
      return [observation.value.averageFps, observation.value.variable === 'unknown' ? '' : observation.value.variable ? words.found.variable : words.found.constant].filter((part) => part !== '').join(', ');
    case 'duration':
      return `${observation.value.seconds} s`;
    case 'audio':
      return `${observation.value.channels} x ${observation.value.sampleRateHz} Hz`;
    case 'content-credentials':
      return words.found.credentialState[observation.value.state];
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
      return observation.value;
  }
}
