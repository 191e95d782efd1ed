using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Leaves out the rows whose volume cannot be measured.</summary>
internal sealed class MeasureCtQualityStage(MeasureCtQualityTransformer transformer, MeasureCtQualityMapper mapper) : LookAheadStage<CtVolume?, MeasuredSeries>
{
    public override int InputColumnIndex => mapper.Input.Index;

    public override DataViewSchema.DetachedColumn[] AddedColumns => mapper.GetOutputColumns();

    public override bool DropsRows => true;

    public override IEnumerator<MeasuredSeries> Open(IEnumerable<CtVolume?> inputs) => inputs.Select(transformer.Measure).GetEnumerator();

    public override bool IsKept(MeasuredSeries result) => result.Failure is null;

    public override Delegate CreateGetter(int addedColumn, Func<MeasuredSeries> current) => mapper.CreateGetter(addedColumn, current);
}
