namespace CtVlm.MLNet.Dicom;

/// <summary>What becomes of a series whose headers show an irregularity.</summary>
public enum CtReadPolicy
{
    /// <summary>The series is read, and the irregularity is a warning of its description.</summary>
    Warn,

    /// <summary>Opening the series fails, except where the irregularity is fully accounted for: a tilted gantry, or a single slice.</summary>
    Strict,
}
