using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace CtVlm.MLNet.Testing;

/// <summary>Compares schemas as ML.NET's own tests do: order, names, types, name lookup, slot names and key values.</summary>
public static class SchemaAssert
{
    public static void Same(DataViewSchema expected, DataViewSchema actual)
    {
        Assert.Equal(expected.Select(c => c.Name), actual.Select(c => c.Name));
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(expected[i].Type.Equals(actual[i].Type), $"Column '{expected[i].Name}': {expected[i].Type} expected, got {actual[i].Type}.");
            Assert.Equal(expected[expected[i].Name].Index, actual[actual[i].Name].Index);
            Assert.Equal(expected[i].Annotations.Schema.Select(a => a.Name).Order(), actual[i].Annotations.Schema.Select(a => a.Name).Order());
            Assert.Null(actual[i].Annotations.Schema.GetColumnOrNull("PurpleDragonScales"));
            Assert.Equal(Texts(expected[i], "SlotNames"), Texts(actual[i], "SlotNames"));
            Assert.Equal(Texts(expected[i], "KeyValues"), Texts(actual[i], "KeyValues"));
        }
    }

    /// <summary>Promised and delivered agree both ways: name, kind, item type, key, and annotations.</summary>
    public static void Promised(SchemaShape promised, DataViewSchema delivered)
    {
        List<SchemaShape.Column> actual = [.. SchemaShapes.Create(delivered).OrderBy(c => c.Name, StringComparer.Ordinal)];
        List<SchemaShape.Column> expected = [.. promised.OrderBy(c => c.Name, StringComparer.Ordinal)];
        Assert.Equal(expected.Select(SchemaShapes.Describe), actual.Select(SchemaShapes.Describe));
    }

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            return [];
        }

        VBuffer<ReadOnlyMemory<char>> texts = default;
        column.Annotations.GetValue(kind, ref texts);
        return [.. texts.DenseValues().Select(t => t.ToString())];
    }
}
