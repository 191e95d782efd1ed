namespace CtVlm.MLNet.Dicom;

/// <summary>One source slice on the rows and columns of the target grid. Only a rectangle of it has values: where the slice lies.</summary>
/// <param name="Values">Rows x columns of the target grid; outside the rectangle without meaning.</param>
/// <param name="X">The columns with values are X.First to X.End - 1.</param>
/// <param name="Y">The rows with values are Y.First to Y.End - 1.</param>
internal sealed record ResampledPlane(float[] Values, AxisTaps X, AxisTaps Y);
