using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet;

/// <summary>The facts of one volume, each group measured when it is first asked for.</summary>
internal sealed class MeasuredSeries
{
    private readonly CtVolume? _volume;
    private readonly int _maxSlices;
    private bool _hasReadPixels;
    private CtPixelQuality? _pixels;
    private SeriesFailure? _pixelFailure;

    public MeasuredSeries(CtVolume? volume, int maxSlices)
    {
        _volume = volume;
        _maxSlices = maxSlices;
        Header = volume is null ? null : CtQuality.FromHeaders(volume);
        VolumeFailure = volume is null ? new SeriesFailure($"{MeasureCtQualityTransformer.Verb}: there is no volume; the step that loads it says why.") : null;
    }

    /// <summary>Facts of the headers; null without a volume.</summary>
    public CtHeaderQuality? Header { get; }

    /// <summary>Why there are no facts at all; null when there is a volume.</summary>
    public SeriesFailure? VolumeFailure { get; }

    /// <summary>Facts of the pixels; null when they could not be read.</summary>
    public CtPixelQuality? Pixels
    {
        get
        {
            ReadPixels();
            return _pixels;
        }
    }

    /// <summary>Why facts are missing; null when all are there. Reads pixels.</summary>
    public SeriesFailure? Failure
    {
        get
        {
            ReadPixels();
            return VolumeFailure ?? _pixelFailure;
        }
    }

    private void ReadPixels()
    {
        if (!_hasReadPixels && _volume is { } volume)
        {
            _pixelFailure = SeriesFailure.Try(() => _pixels = CtQuality.FromPixels(volume, _maxSlices));
        }

        _hasReadPixels = true;
    }
}
