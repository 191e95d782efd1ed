using CtVlm.MLNet.Torch;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>A diagnosis leaves no tensor behind, whatever it was asked for.</summary>
[Collection(AloneCollection.Name)]
public class DiagnoseGeometryLeakTests
{
    [Fact]
    public void DiagnoseGeometry_EveryColumn_LeavesNoTensorAlive()
    {
        MLContext ml = new(seed: 1);
        IDataView view = ml.Data.LoadFromEnumerable(EmbeddedRow.Create(20));
        TorchRuntime.EnsureLoaded();
        long tensors = torch.Tensor.TotalCount;
        GeometryDiagnosis diagnosis = ml.CtVlm().DiagnoseGeometry(
            view, "Embedding", "Label", textColumn: "Text", patientColumn: "Patient", otherColumn: "Narrow", sliceWeightsColumn: "Weights", positionsColumn: "Positions");
        Assert.Equal(40, diagnosis.Rows);
        Assert.Equal(tensors, torch.Tensor.TotalCount);
    }

    [Fact]
    public void DiagnoseGeometry_RowWithoutPatient_LeavesNoTensorAlive()
    {
        MLContext ml = new(seed: 1);
        EmbeddedRow[] rows = EmbeddedRow.Create(4);
        rows[5].Patient = "";
        IDataView view = ml.Data.LoadFromEnumerable(rows);
        TorchRuntime.EnsureLoaded();
        long tensors = torch.Tensor.TotalCount;
        Assert.Throws<InvalidOperationException>(() => ml.CtVlm().DiagnoseGeometry(view, "Embedding", "Label", patientColumn: "Patient"));
        Assert.Equal(tensors, torch.Tensor.TotalCount);
    }
}
