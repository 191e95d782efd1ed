using System.Runtime.Intrinsics;

namespace CtVlm.MLNet.Torch;

/// <summary>Writes strips of sums into y = a x W^T + c b.</summary>
internal sealed unsafe class StripWriter
{
    private readonly float* _output;
    private readonly float* _bias;
    private readonly bool _isWeightPanelled;
    private readonly int _stride;
    private readonly float _productFactor;
    private readonly float _biasFactor;

    /// <summary>A writer into y.</summary>
    /// <param name="output">y, (M, N).</param>
    /// <param name="bias">b, N values, or null.</param>
    /// <param name="isWeightPanelled">Whether the sixteen values of a strip's line are outputs of one row of x, and not rows of x of one output.</param>
    /// <param name="settings">N, a and c.</param>
    public StripWriter(float* output, float* bias, bool isWeightPanelled, TiledProductSettings settings)
    {
        _output = output;
        _bias = bias;
        _isWeightPanelled = isWeightPanelled;
        _stride = settings.OutputWidth;
        _productFactor = settings.ProductFactor;
        _biasFactor = settings.BiasFactor;
    }

    /// <summary>Writes a strip (L, 16).</summary>
    /// <param name="strip">Sixteen sums for each row that lies; changed.</param>
    /// <param name="firstLying">The first of the rows that lie.</param>
    /// <param name="lying">L.</param>
    /// <param name="firstPanelled">The first of the rows in the panel.</param>
    /// <param name="panelled">Rows that there are in the panel, 1 to 16.</param>
    public void Write(float* strip, int firstLying, int lying, int firstPanelled, int panelled)
    {
        if (_isWeightPanelled)
        {
            WriteRows(strip, lying, _output + ((long)firstLying * _stride) + firstPanelled, firstPanelled, panelled);
        }
        else
        {
            WriteTurned(strip, firstLying, lying, _output + ((long)firstPanelled * _stride) + firstLying, panelled);
        }
    }

    private void WriteRows(float* strip, int rows, float* output, int firstOutput, int outputs)
    {
        float* added = stackalloc float[ProductTile.Rows];
        for (int o = 0; o < ProductTile.Rows; o++)
        {
            added[o] = o < outputs ? Added(firstOutput + o) : 0;
        }

        Vector256<float> factor = Vector256.Create(_productFactor), low = Vector256.Load(added), high = Vector256.Load(added + ProductTile.Lanes);
        for (int r = 0; r < rows; r++, strip += ProductTile.Rows, output += _stride)
        {
            if (outputs == ProductTile.Rows)
            {
                Scale(strip, output, factor, low, high);
                continue;
            }

            Scale(strip, strip, factor, low, high);
            new ReadOnlySpan<float>(strip, outputs).CopyTo(new Span<float>(output, outputs));
        }
    }

    private void WriteTurned(float* strip, int firstOutput, int outputs, float* output, int rows)
    {
        Vector256<float> factor = Vector256.Create(_productFactor);
        for (int o = 0; o < outputs; o++)
        {
            Vector256<float> added = Vector256.Create(Added(firstOutput + o));
            float* sums = strip + (o * ProductTile.Rows);
            Scale(sums, sums, factor, added, added);
        }

        RowPanel.Write(strip, outputs, rows, output, _stride);
    }

    private float Added(int output) => _bias is null ? 0 : _bias[output] * _biasFactor;

    private static void Scale(float* sums, float* target, Vector256<float> factor, Vector256<float> low, Vector256<float> high)
    {
        ((Vector256.Load(sums) * factor) + low).Store(target);
        ((Vector256.Load(sums + ProductTile.Lanes) * factor) + high).Store(target + ProductTile.Lanes);
    }
}
