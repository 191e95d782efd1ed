using System.Buffers;
using System.Runtime.Intrinsics.X86;

namespace CtVlm.MLNet.Torch;

/// <summary>y = a x W^T + c b in float32 for processors with fused multiply-add on vectors of 256 bits.</summary>
/// <remarks>
/// Rows of x are laid out in panels, sixteen rows side by side, so that one load brings a column of sixteen; W is read where and as it lies, so nothing is kept that could
/// grow stale and no copy of it is held. The sum of an output runs through its terms in their order, whatever the number of rows and threads: a row's result is the same to the
/// bit alone and in any batch.
/// <b>Source:</b> the blocking is that of Goto and van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34(3), 2008, with W in the place of the small operand.
/// </remarks>
internal sealed unsafe class TiledProduct
{
    // An item of work is a share of the outputs for a few panels: some 0.1 ms, small enough that no thread waits long for the last.
    private const int OutputsPerItem = 4 * ProductTile.Outputs;
    private const int PanelsPerItem = 16;
    private const int StripValues = OutputsPerItem * ProductTile.Rows;

    // Columns whose part of a panel, 16 KiB, stays in the innermost cache. Sums of so many terms are added up, which rounds less than one long sum.
    private const int ColumnsAtOnce = 256;

    // Panels that lie in memory at once: 4 MiB, which the outermost cache holds.
    private const int PanelValues = 1 << 20;

    // Multiplications below which starting a second thread costs more than it saves.
    private const long FewForThreads = 1 << 20;

    private readonly float* _rows;
    private readonly float* _weight;
    private readonly float* _bias;
    private readonly float* _output;
    private readonly float* _panels;
    private readonly int _rowCount;
    private readonly TiledProductSettings _settings;

    private int _firstPanel;
    private int _panelCount;
    private int _next;

    private TiledProduct(float* rows, float* weight, float* bias, float* output, float* panels, int rowCount, TiledProductSettings settings)
    {
        _rows = rows;
        _weight = weight;
        _bias = bias;
        _output = output;
        _panels = panels;
        _rowCount = rowCount;
        _settings = settings;
    }

    /// <summary>Whether this processor can.</summary>
    public static bool IsSupported => Fma.IsSupported && Avx2.IsSupported;

    private int OutputItems => (_settings.OutputWidth + OutputsPerItem - 1) / OutputsPerItem;

    private int PanelItems => (_panelCount + PanelsPerItem - 1) / PanelsPerItem;

    /// <summary>Computes y.</summary>
    /// <param name="rows">x, (M, K), row by row.</param>
    /// <param name="weight">W, (N, K).</param>
    /// <param name="bias">b, N values, or none.</param>
    /// <param name="output">y, (M, N); written only.</param>
    /// <param name="settings">K, N, a, c and the threads.</param>
    /// <exception cref="ArgumentException">A length does not fit K and N.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor cannot.</exception>
    public static void Run(ReadOnlySpan<float> rows, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, TiledProductSettings settings)
    {
        int rowCount = CheckedRowCount(rows.Length, weight.Length, bias.Length, output.Length, settings);
        int perChunk = Math.Max(1, PanelValues / (ProductTile.Rows * settings.InputWidth));
        int panels = PanelsOf(rowCount);
        int chunks = (panels + perChunk - 1) / perChunk;
        perChunk = chunks == 0 ? 0 : (panels + chunks - 1) / chunks;
        float[] pooled = ArrayPool<float>.Shared.Rent(checked((perChunk * ProductTile.Rows * settings.InputWidth) + ProductTile.Rows));
        try
        {
            fixed (float* x = rows, w = weight, b = bias, y = output, p = pooled)
            {
                TiledProduct product = new(x, w, bias.IsEmpty ? null : b, y, Aligned(p), rowCount, settings);
                for (int first = 0; first < panels; first += perChunk)
                {
                    product.RunChunk(first, Math.Min(perChunk, panels - first));
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pooled);
        }
    }

    private static int PanelsOf(int rows) => (rows + ProductTile.Rows - 1) / ProductTile.Rows;

    // To the next cache line: a panel's columns then each lie in one.
    private static float* Aligned(float* start) => (float*)(((nuint)start + 63) & ~(nuint)63);

    private static int CheckedRowCount(int rows, int weight, int bias, int output, TiledProductSettings settings)
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("Tiled products need a processor with FMA and AVX2. Use libtorch's products.");
        }

        int count = rows / settings.InputWidth;
        bool fits = rows == (long)count * settings.InputWidth
            && weight == (long)settings.InputWidth * settings.OutputWidth
            && (bias == 0 || bias == settings.OutputWidth)
            && output == (long)count * settings.OutputWidth;
        return fits ? count : throw new ArgumentException(
            $"A product of rows of {settings.InputWidth} to {settings.OutputWidth} values got {rows} input, {weight} weight, {bias} bias and {output} output values, which do not fit each other.");
    }

    private void RunChunk(int firstPanel, int panelCount)
    {
        (_firstPanel, _panelCount) = (firstPanel, panelCount);
        long values = (long)panelCount * ProductTile.Rows * _settings.InputWidth;
        Share(panelCount, values >= FewForThreads / 8, FillPanel);
        Share(OutputItems * PanelItems, values * _settings.OutputWidth >= FewForThreads, RunItem);
    }

    // Threads take the next item as they finish one: no thread waits for another that another process holds up.
    private void Share(int items, bool isLarge, Action<int> run)
    {
        _next = 0;
        int threads = isLarge ? Math.Min(_settings.Threads, items) : 1;
        if (threads == 1)
        {
            TakeItems(items, run);
        }
        else
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => TakeItems(items, run));
        }
    }

    private void TakeItems(int items, Action<int> run)
    {
        for (int item = Interlocked.Increment(ref _next) - 1; item < items; item = Interlocked.Increment(ref _next) - 1)
        {
            run(item);
        }
    }

    private float* Panel(int index) => _panels + ((long)index * ProductTile.Rows * _settings.InputWidth);

    private void FillPanel(int index)
    {
        long firstRow = FirstRow(index);
        RowPanel.Fill(_rows + (firstRow * _settings.InputWidth), RowsFrom(firstRow), _settings.InputWidth, Panel(index));
    }

    private void RunItem(int item)
    {
        int firstOutput = item / PanelItems * OutputsPerItem, firstPanel = item % PanelItems * PanelsPerItem;
        Block block = new(firstOutput, Math.Min(OutputsPerItem, _settings.OutputWidth - firstOutput), firstPanel, Math.Min(PanelsPerItem, _panelCount - firstPanel));
        float* strips = stackalloc float[PanelsPerItem * StripValues];
        for (int column = 0; column < _settings.InputWidth; column += ColumnsAtOnce)
        {
            AddColumns(block, column, strips);
        }

        for (int i = 0; i < block.Panels; i++)
        {
            WriteStrip(block, i, strips + (i * StripValues));
        }
    }

    // A few columns of W, which the second cache holds, meet those of one panel after the other: (outputs, 16) in each panel's strip.
    private void AddColumns(Block block, int column, float* strips)
    {
        int width = _settings.InputWidth, columns = Math.Min(ColumnsAtOnce, width - column);
        float* weight = _weight + ((long)block.FirstOutput * width) + column;
        for (int i = 0; i < block.Panels; i++)
        {
            int panel = block.FirstPanel + i;
            bool isNarrow = RowsFrom(FirstRow(panel)) <= ProductTile.Lanes;
            float* part = Panel(panel) + (column * ProductTile.Rows), strip = strips + (i * StripValues);
            for (int o = 0; o < block.Outputs; o += ProductTile.Outputs)
            {
                float* first = weight + ((long)o * width), sums = strip + (o * ProductTile.Rows);
                int outputs = Math.Min(ProductTile.Outputs, block.Outputs - o);
                if (isNarrow)
                {
                    ProductTile.RunNarrow(first, width, outputs, part, columns, sums, isFirst: column == 0);
                }
                else
                {
                    ProductTile.Run(first, width, outputs, part, columns, sums, isFirst: column == 0);
                }
            }
        }
    }

    // a x W^T + c b, and a row again for each of the sixteen.
    private void WriteStrip(Block block, int index, float* strip)
    {
        for (int o = 0; o < block.Outputs; o++)
        {
            float added = _bias is null ? 0 : _bias[block.FirstOutput + o] * _settings.BiasFactor;
            ProductTile.Scale(strip + (o * ProductTile.Rows), _settings.ProductFactor, added);
        }

        long firstRow = FirstRow(block.FirstPanel + index);
        RowPanel.Write(strip, block.Outputs, RowsFrom(firstRow), _output + (firstRow * _settings.OutputWidth) + block.FirstOutput, _settings.OutputWidth);
    }

    private long FirstRow(int panel) => (long)(_firstPanel + panel) * ProductTile.Rows;

    private int RowsFrom(long firstRow) => (int)Math.Min(ProductTile.Rows, _rowCount - firstRow);

    /// <summary>Outputs and panels of an item.</summary>
    private readonly record struct Block(int FirstOutput, int Outputs, int FirstPanel, int Panels);
}
