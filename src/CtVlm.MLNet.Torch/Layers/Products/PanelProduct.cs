namespace CtVlm.MLNet.Torch;

/// <summary>A product of each row of one matrix, laid out in panels, with each row of another, read as it lies.</summary>
internal sealed unsafe class PanelProduct
{
    // An item of work is a few rows that lie, for a few panels: some 0.1 ms, small enough that no thread waits long for the last.
    private const int LyingPerItem = 4 * ProductTile.Lying;
    private const int PanelsPerItem = 16;
    private const int StripValues = LyingPerItem * ProductTile.Rows;

    // Columns whose part of a panel, 16 KiB, stays in the innermost cache. Sums of so many terms are added up, which rounds less than one long sum.
    private const int ColumnsAtOnce = 256;

    // Multiplications below which starting a second thread costs more than it saves.
    private const long FewForThreads = 1 << 20;

    private readonly MatrixRows _panelled;
    private readonly MatrixRows _lying;
    private readonly float* _panels;
    private readonly StripWriter _writer;
    private readonly int _width;
    private readonly int _threads;

    private int _firstPanel;
    private int _panelCount;
    private int _next;

    /// <summary>A product that is yet to run.</summary>
    /// <param name="panelled">Rows that go into panels.</param>
    /// <param name="lying">Rows that are read as they lie.</param>
    /// <param name="panels">Room for the panels of a chunk.</param>
    /// <param name="writer">Takes what is computed.</param>
    /// <param name="settings">K and the threads.</param>
    public PanelProduct(MatrixRows panelled, MatrixRows lying, float* panels, StripWriter writer, TiledProductSettings settings)
    {
        _panelled = panelled;
        _lying = lying;
        _panels = panels;
        _writer = writer;
        _width = settings.InputWidth;
        _threads = settings.Threads;
    }

    private int LyingItems => (_lying.Count + LyingPerItem - 1) / LyingPerItem;

    private int PanelItems => (_panelCount + PanelsPerItem - 1) / PanelsPerItem;

    /// <summary>Lays out some panels and computes everything that is theirs.</summary>
    public void Run(int firstPanel, int panelCount)
    {
        (_firstPanel, _panelCount) = (firstPanel, panelCount);
        long values = (long)panelCount * ProductTile.Rows * _width;
        Share(panelCount, values >= FewForThreads / 8, FillPanel);
        Share(LyingItems * PanelItems, values * _lying.Count >= FewForThreads, RunItem);
    }

    // Threads take the next item as they finish one: no thread waits for another that another process holds up.
    private void Share(int items, bool isLarge, Action<int> run)
    {
        _next = 0;
        int threads = isLarge ? Math.Min(_threads, items) : 1;
        if (threads == 1)
        {
            TakeItems(items, run);
        }
        else
        {
            OpenMpTeam.Run(threads, () => TakeItems(items, run));
        }
    }

    private void TakeItems(int items, Action<int> run)
    {
        for (int item = Interlocked.Increment(ref _next) - 1; item < items; item = Interlocked.Increment(ref _next) - 1)
        {
            run(item);
        }
    }

    private float* Panel(int index) => _panels + ((long)index * ProductTile.Rows * _width);

    private void FillPanel(int index)
    {
        int first = FirstRow(index);
        RowPanel.Fill(_panelled.Start + ((long)first * _width), RowsFrom(first), _width, Panel(index));
    }

    private void RunItem(int item)
    {
        int firstLying = item / PanelItems * LyingPerItem, firstPanel = item % PanelItems * PanelsPerItem;
        Block block = new(firstLying, Math.Min(LyingPerItem, _lying.Count - firstLying), firstPanel, Math.Min(PanelsPerItem, _panelCount - firstPanel));
        float* strips = stackalloc float[PanelsPerItem * StripValues];
        for (int column = 0; column < _width; column += ColumnsAtOnce)
        {
            AddColumns(block, column, strips);
        }

        for (int i = 0; i < block.Panels; i++)
        {
            int first = FirstRow(block.FirstPanel + i);
            _writer.Write(strips + (i * StripValues), block.FirstLying, block.Lying, first, RowsFrom(first));
        }
    }

    // A few columns of the rows that lie, which the second cache holds, meet those of one panel after the other: (lying, 16) in each panel's strip.
    private void AddColumns(Block block, int column, float* strips)
    {
        int columns = Math.Min(ColumnsAtOnce, _width - column);
        float* lying = _lying.Start + ((long)block.FirstLying * _width) + column;
        for (int i = 0; i < block.Panels; i++)
        {
            int panel = block.FirstPanel + i;
            bool isNarrow = RowsFrom(FirstRow(panel)) <= ProductTile.Lanes;
            float* part = Panel(panel) + (column * ProductTile.Rows), strip = strips + (i * StripValues);
            for (int l = 0; l < block.Lying; l += ProductTile.Lying)
            {
                float* first = lying + ((long)l * _width), sums = strip + (l * ProductTile.Rows);
                int count = Math.Min(ProductTile.Lying, block.Lying - l);
                if (isNarrow)
                {
                    ProductTile.RunNarrow(first, _width, count, part, columns, sums, isFirst: column == 0);
                }
                else
                {
                    ProductTile.Run(first, _width, count, part, columns, sums, isFirst: column == 0);
                }
            }
        }
    }

    private int FirstRow(int panel) => (_firstPanel + panel) * ProductTile.Rows;

    private int RowsFrom(int first) => Math.Min(ProductTile.Rows, _panelled.Count - first);

    /// <summary>Rows that lie, and panels, of an item.</summary>
    private readonly record struct Block(int FirstLying, int Lying, int FirstPanel, int Panels);
}
