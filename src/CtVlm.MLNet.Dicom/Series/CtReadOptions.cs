namespace CtVlm.MLNet.Dicom;

/// <summary>How series are searched and read.</summary>
public sealed record CtReadOptions
{
    /// <summary>The options used when none are given.</summary>
    public static CtReadOptions Default { get; } = new();

    /// <summary>How many files may be looked at at once, 1 or more; the number of processors when null.</summary>
    /// <value>Null.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? MaxDegreeOfParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1);
            field = value;
        }
    }

    /// <summary>Bounds on what a file may ask of the reader.</summary>
    /// <value><see cref="DicomLimits.Default"/>.</value>
    public DicomLimits Limits { get; init; } = DicomLimits.Default;

    /// <summary>
    /// Whether links in a folder, or on the way to a file of a DICOMDIR, are followed, also where they lead out of the folder. Each folder and file is visited once,
    /// however many links lead to it. A path that is given itself may be a link in any case.
    /// </summary>
    /// <value>False: nothing outside the folder is opened.</value>
    public bool FollowLinks { get; init; }

    /// <summary>What becomes of padding voxels.</summary>
    /// <value><see cref="PaddingPolicy.Keep"/>: the values are what the file says.</value>
    public PaddingPolicy Padding { get; init; } = PaddingPolicy.Keep;

    /// <summary>What becomes of a series with an irregularity.</summary>
    /// <value><see cref="CtReadPolicy.Warn"/>.</value>
    public CtReadPolicy Policy { get; init; } = CtReadPolicy.Warn;

    /// <summary>Deviation of a slice step from the median one, as a part of it, that counts as rounding: 0 to 0.5.</summary>
    /// <value>0.05.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 0.5.</exception>
    public double SpacingTolerance { get; init => field = Within(value, 0.5); } = 0.05;

    /// <summary>Lean of the slice step from the slice normal that counts as rounding, degrees: 0 to 45.</summary>
    /// <value>0.1: rounded positions cannot make it.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 45.</exception>
    public double TiltToleranceDegrees { get; init => field = Within(value, 45); } = 0.1;

    /// <summary>The grid that every opened series is resampled to, whatever the policy; null to leave the grid to the policy.</summary>
    /// <value>Null.</value>
    public CtResampling? Resampling { get; init; }

    private static double Within(double value, double greatest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, greatest);
        return double.IsNaN(value) ? throw new ArgumentOutOfRangeException(nameof(value), value, "A tolerance is a number.") : value;
    }
}
