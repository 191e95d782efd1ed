namespace CtVlm.MLNet;

/// <summary>Where to look for leaks. Only columns that are named are compared.</summary>
public sealed record CtLeakOptions
{
    /// <summary>Patient: text, key or whole number, compared as it is.</summary>
    /// <value>Null: not compared.</value>
    public string? PatientColumn { get; init; }

    /// <summary>Study Instance UID (0020,000D): text or key.</summary>
    /// <value>Null: not compared.</value>
    public string? StudyColumn { get; init; }

    /// <summary>Frame of Reference UID (0020,0052): text or key.</summary>
    /// <value>Null: not compared.</value>
    public string? FrameOfReferenceColumn { get; init; }

    /// <summary>Series Instance UID (0020,000E): text or key.</summary>
    /// <value>Null: not compared.</value>
    public string? SeriesColumn { get; init; }

    /// <summary>Fingerprint of the content, as <see cref="Dicom.CtVolume.GetContentFingerprint"/> gives it: text or key.</summary>
    /// <value>Null: not compared.</value>
    public string? FingerprintColumn { get; init; }

    /// <summary>Volumes, <see cref="CtVolumeDataViewType"/>: their UIDs and their content are compared. Files are read once, no pixel is decoded.</summary>
    /// <value>Null: not compared.</value>
    public string? VolumeColumn { get; init; }

    /// <summary>Vector of Single, of known or variable size. Rows whose vector is empty, zero or not finite are not compared.</summary>
    /// <value>Null: not compared.</value>
    public string? EmbeddingColumn { get; init; }

    /// <summary>Class: key, text, Boolean or whole number.</summary>
    /// <value>Null: no column is judged as revealing it.</value>
    public string? LabelColumn { get; init; }

    /// <summary>Columns that may reveal the label: text, keys, Boolean, numbers, and vectors of Single of known size, value by value.</summary>
    /// <value>Null: every column of such a type that is not named elsewhere in these options.</value>
    public IReadOnlyList<string>? SuspectColumns { get; init; }

    /// <summary>Columns that are no features, such as another form of the label; they are not judged.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>What was fitted on which rows.</summary>
    /// <value>Nothing.</value>
    public IReadOnlyList<CtFittedStep> FittedSteps { get; init; } = [];

    /// <summary>What tells rows apart in the data and in the rows of <see cref="FittedSteps"/>: text, key or whole number.</summary>
    /// <value>Null: <see cref="PatientColumn"/>.</value>
    public string? IdentityColumn { get; init; }

    /// <summary>Row numbers listed with a finding, 0 or more.</summary>
    /// <value>20.</value>
    public int MaxListedRows { get; init; } = 20;

    /// <summary>Largest probability that any column unrelated to the label is reported, above 0 and below 1.</summary>
    /// <value>0.001.</value>
    public double FalseAlarmRate { get; init; } = 0.001;

    /// <summary>The options make sense together.</summary>
    /// <exception cref="ArgumentException">They do not; all violations are in one message.</exception>
    internal void Check()
    {
        string?[] compared = [PatientColumn, StudyColumn, FrameOfReferenceColumn, SeriesColumn, FingerprintColumn, VolumeColumn, EmbeddingColumn, LabelColumn];
        (bool IsWrong, string Message)[] rules =
        [
            (compared.All(name => name is null) && FittedSteps.Count == 0, "no column is named, so nothing would be compared"),
            (FittedSteps.Count > 0 && IdentityColumn is null && PatientColumn is null, "FittedSteps need IdentityColumn or PatientColumn, which tells rows apart"),
            (LabelColumn is null && SuspectColumns is not null, "SuspectColumns need LabelColumn"),
            (MaxListedRows < 0, $"MaxListedRows is {MaxListedRows}, 0 or more expected"),
            (!(FalseAlarmRate > 0 && FalseAlarmRate < 1), $"FalseAlarmRate is {FalseAlarmRate}, above 0 and below 1 expected"),
        ];
        string[] violations = [.. rules.Where(rule => rule.IsWrong).Select(rule => rule.Message)];
        if (violations.Length > 0)
        {
            throw new ArgumentException($"DetectLeaks: {string.Join("; ", violations)}.");
        }
    }
}
