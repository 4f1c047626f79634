/**
 * A page's script that records a clip without a face from a canvas and plays it in `#plays`; what `also` selects gets it
 * too. `forMs` is its length. `#plays` must come first in the page.
 */
export const recordedClip = (forMs: number, also = ''): string => `<script type="module">
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
  const context = canvas.getContext('2d');
  const draw = setInterval(() => {
    context.fillStyle = 'hsl(' + (performance.now() / 10) % 360 + ' 60% 50%)';
    context.fillRect(0, 0, 640, 360);
  }, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
  recorder.ondataavailable = ({ data }) => {
    clearInterval(draw);
    const address = URL.createObjectURL(data);
    const [video, ...others] = document.querySelectorAll(${JSON.stringify(also === '' ? '#plays' : `#plays, ${also}`)});
    for (const other of others) other.src = address;
    video.src = address;
    void video.play();
  };
  recorder.start();
  setTimeout(() => recorder.stop(), ${String(forMs)});
</script>`;
