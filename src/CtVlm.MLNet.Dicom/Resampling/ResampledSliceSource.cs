using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CtVlm.MLNet.Dicom;

/// <summary>Slices of an orthogonal, regular grid, interpolated when they are asked for between the two source slices around them.</summary>
/// <remarks>
/// A voxel outside either of the two slices is background: nothing is mixed with it. Reading one after another decodes each source slice once; the planes
/// in between are kept, a few of them. Padding of the source is a value like others; have it replaced first where that matters.
/// </remarks>
internal sealed class ResampledSliceSource : ICtSliceSource
{
    private const int FingerprintVersion = 1;

    private readonly SliceStack _stack;
    private readonly ResampleGrid _grid;
    private readonly float _background;
    private readonly PlaneCache _planes;
    private readonly Func<CancellationToken, string> _fingerprintOfSource;

    /// <summary>Prepares the source; reads nothing.</summary>
    public ResampledSliceSource(
        ICtSliceSource source, Func<CancellationToken, string> fingerprintOfSource, SliceStack stack, ResampleGrid grid, float background)
    {
        _fingerprintOfSource = fingerprintOfSource;
        _stack = stack;
        _grid = grid;
        _background = background;

        // Two planes for each thread that may be reading a run of slices of its own.
        _planes = new PlaneCache(2 * Math.Clamp(Environment.ProcessorCount, 1, 8), new PlaneResampler(source, stack, grid).Read);
    }

    /// <summary>SHA-256 over the source's fingerprint, where its slices lie, the grid, and the background.</summary>
    public string ComputeContentFingerprint(CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(_fingerprintOfSource(cancellationToken)));
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([FingerprintVersion, _grid.Slices, _grid.Rows, _grid.Columns])));
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<double>(
        [
            _grid.OffsetX, _grid.OffsetY, _grid.SpacingX, _grid.SpacingY, _grid.SpacingZ, _background, .. _stack.Along, .. _stack.ShiftX, .. _stack.ShiftY,
        ])));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void ReadSlice(int sliceIndex, Span<float> destination)
    {
        if (!TryPlace(sliceIndex * _grid.SpacingZ, out int lower, out float weight))
        {
            destination.Fill(_background);
            return;
        }

        ResampledPlane first = _planes.Get(lower);
        ResampledPlane second = weight == 0 ? first : _planes.Get(lower + 1);
        int x0 = Math.Max(first.X.First, second.X.First), y0 = Math.Max(first.Y.First, second.Y.First);
        int width = Math.Min(first.X.End, second.X.End) - x0, y1 = Math.Min(first.Y.End, second.Y.End);
        if (x0 != 0 || width != _grid.Columns || y0 != 0 || y1 != _grid.Rows)
        {
            destination.Fill(_background);
        }

        for (int y = y0; y < y1 && width > 0; y++)
        {
            int at = (y * _grid.Columns) + x0;
            Span<float> output = destination.Slice(at, width);
            ReadOnlySpan<float> below = first.Values.AsSpan(at, width);
            if (weight == 0)
            {
                below.CopyTo(output);
            }
            else
            {
                TensorPrimitives.Lerp(below, second.Values.AsSpan(at, width), weight, output);
            }
        }
    }

    /// <summary>The slices around a distance from the first one; within half a step beyond the ends, the outermost slice.</summary>
    private bool TryPlace(double along, out int lower, out float weight)
    {
        double[] at = _stack.Along;
        double border = _stack.Step * (0.5 + AxisTaps.Snap);
        lower = 0;
        weight = 0;
        if (along < -border || along >= at[^1] + (_stack.Step * (0.5 - AxisTaps.Snap)))
        {
            return false;
        }

        int found = Array.BinarySearch(at, along);
        int below = found >= 0 ? found : ~found - 1;
        if (below < 0 || below >= at.Length - 1)
        {
            lower = Math.Clamp(below, 0, at.Length - 1);
            return true;
        }

        (int next, weight) = AxisTaps.Split((along - at[below]) / (at[below + 1] - at[below]));
        lower = below + next;
        return true;
    }
}
