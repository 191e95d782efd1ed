using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>A column in memory: a value for each row of a cohort.</summary>
/// <param name="Column">Name, type and annotations.</param>
/// <param name="CreateGetter">Makes the getter of the value of the row that the argument gives.</param>
internal sealed record HeldColumn(DataViewSchema.DetachedColumn Column, Func<Func<int>, Delegate> CreateGetter)
{
    /// <summary>Classes from 0, as a key.</summary>
    public static HeldColumn Key(string name, int[] classes, IReadOnlyList<string> names)
    {
        DataViewSchema.Annotations.Builder annotations = new();
        annotations.AddKeyValues<ReadOnlyMemory<char>>(names.Count, TextDataViewType.Instance, (ref VBuffer<ReadOnlyMemory<char>> values) =>
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref values, names.Count);
            for (int k = 0; k < names.Count; k++)
            {
                editor.Values[k] = names[k].AsMemory();
            }

            values = editor.Commit();
        });
        return new HeldColumn(
            new(name, new KeyDataViewType(typeof(uint), names.Count), annotations.ToAnnotations()),
            row => (ValueGetter<uint>)((ref uint value) => value = (uint)classes[row()] + 1));
    }

    /// <summary>Whole numbers.</summary>
    public static HeldColumn Whole(string name, int[] values) =>
        new(new(name, NumberDataViewType.Int32), row => (ValueGetter<int>)((ref int value) => value = values[row()]));

    /// <summary>Texts.</summary>
    public static HeldColumn Text(string name, string[] values) =>
        new(new(name, TextDataViewType.Instance), row => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = values[row()].AsMemory()));

    /// <summary>Vectors of one width, or of any width.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The vectors; those of rows that nobody reads may be missing.</param>
    /// <param name="dimensions">The dimensions of the type; 0 stands for any.</param>
    public static HeldColumn Vectors(string name, float[]?[] values, params int[] dimensions) => new(
        new(name, new VectorDataViewType(NumberDataViewType.Single, dimensions)),
        row => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> vector) =>
        {
            float[] source = values[row()] ?? throw new InvalidOperationException($"Column '{name}' holds no vector for this row.");
            VBufferEditor<float> editor = VBufferEditor.Create(ref vector, source.Length);
            source.CopyTo(editor.Values);
            vector = editor.Commit();
        }));

    /// <summary>The same values under other annotations.</summary>
    public HeldColumn With(DataViewSchema.Annotations annotations) => this with { Column = new(Column.Name, Column.Type, annotations) };
}
