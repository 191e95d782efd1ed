using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Leaves out the rows whose series cannot be opened.</summary>
internal sealed class LoadCtSeriesStage(LoadCtSeriesTransformer transformer, LoadCtSeriesMapper mapper) : LookAheadStage<ReadOnlyMemory<char>, LoadedSeries>
{
    public override int InputColumnIndex => mapper.Input.Index;

    public override DataViewSchema.DetachedColumn[] AddedColumns => mapper.GetOutputColumns();

    public override bool DropsRows => true;

    public override IEnumerator<LoadedSeries> Open(IEnumerable<ReadOnlyMemory<char>> inputs) => inputs.Select(transformer.Load).GetEnumerator();

    public override bool IsKept(LoadedSeries result) => result.Failure is null;

    public override Delegate CreateGetter(int addedColumn, Func<LoadedSeries> current) => mapper.CreateGetter(addedColumn, current);
}
