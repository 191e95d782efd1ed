using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <content>Neighbouring slices as channels.</content>
public sealed partial class CtRenderer
{
    /// <summary>Renders pictures whose three slices lie one after the other.</summary>
    /// <param name="hu">(N, 3, H, W) HU.</param>
    /// <param name="pictures">N, 1 or more.</param>
    /// <param name="rows">H, 1 or more.</param>
    /// <param name="columns">W, 1 or more.</param>
    /// <returns>Brightness 0..1 (N, 3, S, S), in the caller's scope.</returns>
    private torch.Tensor RenderTriples(ReadOnlySpan<float> hu, int pictures, int rows, int columns)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CheckLength(hu, checked(NeighbourTriples.Channels * pictures), rows, columns);
        torch.Tensor pixels = _pixels.CreateTarget(pictures);
        int size = NeighbourTriples.Channels * rows * columns;
        for (int first = 0, count; first < pictures; first += count)
        {
            count = Math.Min(SlicesAtOnce, pictures - first);
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor chunk = _upload.Send(hu.Slice(first * size, count * size), count, NeighbourTriples.Channels, rows, columns);
            RenderChunk(chunk, pixels.narrow(0, first, count));
        }

        return pixels;
    }

    /// <summary>Renders a picture around each slice of a stack: three slices of it are copied side by side for as many pictures as are rendered at once.</summary>
    private torch.Tensor RenderStack(ReadOnlySpan<float> hu, int slices, int rows, int columns, int step)
    {
        torch.Tensor pixels = _pixels.CreateTarget(slices);
        int area = rows * columns;
        float[] triples = new float[checked(Math.Min(SlicesAtOnce, slices) * NeighbourTriples.Channels * area)];
        for (int first = 0, count; first < slices; first += count)
        {
            count = Math.Min(SlicesAtOnce, slices - first);
            int[] sources = NeighbourTriples.Around([.. Enumerable.Range(first, count)], step, slices);
            for (int i = 0; i < sources.Length; i++)
            {
                hu.Slice(sources[i] * area, area).CopyTo(triples.AsSpan(i * area, area));
            }

            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor chunk = _upload.Send(triples.AsSpan(0, sources.Length * area), count, NeighbourTriples.Channels, rows, columns);
            RenderChunk(chunk, pixels.narrow(0, first, count));
        }

        return pixels;
    }

    // Some pictures of a stack (N, H, W): (n, 1, H, W), or (n, 3, H, W) of neighbouring slices; still where the stack is.
    private torch.Tensor Take(torch.Tensor hu, long first, long count)
    {
        if (_neighbourStep is not int step)
        {
            return hu.narrow(0, first, count).unsqueeze(1); // (N, H, W) -> (n, 1, H, W)
        }

        int[] sources = NeighbourTriples.Around([.. Enumerable.Range((int)first, (int)count)], step, (int)hu.shape[0]);
        torch.Tensor index = torch.tensor(sources, dtype: torch.ScalarType.Int64, device: hu.device);
        return hu.index_select(0, index).view(count, NeighbourTriples.Channels, hu.shape[1], hu.shape[2]); // (N, H, W) -> (3n, H, W) -> (n, 3, H, W)
    }
}
