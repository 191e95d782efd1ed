namespace CtVlm.MLNet.Dicom;

/// <summary>What turns stored values into Hounsfield units: a slope and an intercept, or a table.</summary>
/// <param name="Slope">Factor; 1 with a table.</param>
/// <param name="Intercept">Addend after the factor; 0 with a table.</param>
/// <param name="Lut">The table; null for slope and intercept.</param>
/// <remarks><b>Source:</b> DICOM PS3.3 C.11.1.</remarks>
internal sealed record ModalityTransform(double Slope, double Intercept, ModalityLut? Lut);
