using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>Writes a volume as a safetensors file, a slice at a time.</summary>
internal static class VolumeFile
{
    private const string Hu = "hu";
    private const string Affine = "affine_lps";

    /// <summary>Writes the file aside and puts it in place when it is whole.</summary>
    /// <exception cref="DicomException">A slice cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(CtVolume volume, string path, IProgress<ProgressStep> progress, CancellationToken cancellationToken)
    {
        OutputFolder.Ensure(path);
        using SafetensorsWriter writer = SafetensorsWriter.Create(
            path,
            [
                new SafetensorsTensor(Hu, SafetensorsType.Float32, [volume.SliceCount, volume.Rows, volume.Columns]),
                new SafetensorsTensor(Affine, SafetensorsType.Float64, [4, 4]),
            ]);
        writer.Write(Affine, [.. volume.Geometry.AffineLps]);
        float[] slice = new float[volume.Rows * volume.Columns];
        for (int z = 0; z < volume.SliceCount; z++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            volume.ReadSlice(z, slice);
            writer.Write(Hu, slice);
            progress.Report(new ProgressStep(z + 1, volume.SliceCount));
        }

        writer.Complete();
    }
}
