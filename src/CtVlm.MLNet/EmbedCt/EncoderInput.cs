using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet;

/// <summary>What an encoder takes of a series, item by item: chosen slices in windows, or the whole volume. Plans, reads and renders it.</summary>
/// <remarks>Safe for several threads; each renderer serves one.</remarks>
internal abstract class EncoderInput
{
    /// <summary>Canonical text of everything that decides the values an encoder is given: for cache keys and provenance.</summary>
    public abstract string Text { get; }

    /// <summary>What an item is called in messages, in the plural.</summary>
    public abstract string ItemName { get; }

    /// <summary>The input that an encoder takes. A rendering has no say in the input of an encoder of whole volumes.</summary>
    public static EncoderInput For(VlmEncoder encoder, CtRendering rendering) =>
        encoder.Vision.VolumeInput is { } volume ? new WholeVolumeInput(volume) : new SliceInput(rendering);

    /// <summary>Items in one call of the encoder.</summary>
    public abstract int GetBatchSize(RuntimeSettings settings);

    /// <summary>What is read of a series, in order; each part holds at most so many items.</summary>
    /// <exception cref="DicomException">The series gives nothing, or cannot be read.</exception>
    public abstract IReadOnlyList<InputPart> Plan(CtVolume volume, int mostItems, CancellationToken cancellationToken);

    /// <summary>Place of an item along the normal of its plane, in mm.</summary>
    public abstract float GetPositionMm(CtVolume volume, SlicePlane plane, int index);

    /// <summary>Places of the rows of a bag that was kept, in mm; decodes nothing.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="rowIndices">The slice of each row.</param>
    /// <param name="vectorsPerItem">Rows an item.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <returns>One place a row.</returns>
    public abstract float[] GetPositionsMm(CtVolume volume, int[] rowIndices, int vectorsPerItem, CancellationToken cancellationToken);

    /// <summary>Reads the HU of a part.</summary>
    /// <exception cref="DicomException">The series cannot be read.</exception>
    public abstract void Read(CtVolume volume, InputPart part, Memory<float> hu, int? maxDegreeOfParallelism, CancellationToken cancellationToken);

    /// <summary>A renderer on a device, for the caller to dispose.</summary>
    public abstract IHuRenderer CreateRenderer(VisionEncoderInfo info, torch.Device device);
}
