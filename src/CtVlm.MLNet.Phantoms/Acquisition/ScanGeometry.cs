using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms;

/// <summary>The geometry of a scan in patient coordinates.</summary>
internal static class ScanGeometry
{
    /// <summary>The frame of the body is LPS already: x to the left, y to the back, z to the head.</summary>
    public static CtGeometry Of(Scan scan)
    {
        // Rounded to what a decimal string in a file holds, so that the geometry survives writing and reading exactly.
        double pixel = Math.Round(scan.PixelMm, 6), step = Math.Round(scan.StepMm, 4), half = pixel * (scan.ImageSize - 1) / 2;
        double x = Math.Round(scan.CenterX - half, 4), y = Math.Round(scan.CenterY - half, 4), z = Math.Round(scan.BottomZ, 4);
        double[] positions = new double[scan.SliceCount];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = Math.Round(z + (i * step), 4);
        }

        return new CtGeometry([pixel, 0, 0, x, 0, pixel, 0, y, 0, 0, step, z, 0, 0, 0, 1], positions);
    }
}
