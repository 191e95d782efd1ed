namespace CtVlm.MLNet.Phantoms;

/// <summary>How synthetic patients are scanned.</summary>
public sealed record PhantomOptions
{
    /// <summary>Rows and columns of an image, 32 to 1024.</summary>
    /// <value>192: the size at which walls of 2 mm still show.</value>
    public int ImageSize { get; init; } = 192;

    /// <summary>Slices of a series, 4 to 1024. They cover the abdomen whatever their number.</summary>
    /// <value>64.</value>
    public int SliceCount { get; init; } = 64;

    /// <summary>How the scanner is set.</summary>
    /// <value><see cref="PhantomAcquisition.Standard"/>.</value>
    public PhantomAcquisition Acquisition { get; init; }

    /// <summary>Series of each patient, 1 to 9; when null, one for three patients of four and two for the fourth.</summary>
    /// <value>Null.</value>
    public int? SeriesPerPatient { get; init; }

    /// <summary>Checks every value and reports all violations together.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        List<string> violations = [];
        if (ImageSize is < 32 or > 1024)
        {
            violations.Add($"ImageSize must be 32 to 1024, got {ImageSize}");
        }

        if (SliceCount is < 4 or > 1024)
        {
            violations.Add($"SliceCount must be 4 to 1024, got {SliceCount}");
        }

        if (!Enum.IsDefined(Acquisition))
        {
            violations.Add($"Acquisition must be Standard or Shifted, got {(int)Acquisition}");
        }

        if (SeriesPerPatient is < 1 or > 9)
        {
            violations.Add($"SeriesPerPatient must be 1 to 9 or null, got {SeriesPerPatient}");
        }

        if (violations.Count > 0)
        {
            throw new ArgumentException($"PhantomOptions: {string.Join("; ", violations)}.");
        }
    }
}
