namespace CtVlm.MLNet.Dicom;

/// <summary>What becomes of a series whose headers show an irregularity.</summary>
public enum CtReadPolicy
{
    /// <summary>The series is read, and the irregularity is a warning of its description.</summary>
    Warn,

    /// <summary>Opening the series fails, except where the irregularity is fully accounted for: a tilted gantry, a single slice, overlap or gaps between slices.</summary>
    Strict,

    /// <summary>
    /// A series whose slices are tilted, shifted, unevenly spaced or missing is resampled to an orthogonal, regular grid by linear interpolation; all others are read as they are, bit
    /// for bit. Warnings are as with <see cref="Warn"/>.
    /// </summary>
    Resample,
}
