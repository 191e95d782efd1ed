using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Testing;

/// <summary>Makes promised schemas of views; ML.NET keeps the constructor to itself.</summary>
public static class SchemaShapes
{
    private static readonly MethodInfo CreateMethod = typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;

    public static SchemaShape Create(DataViewSchema schema) => (SchemaShape)CreateMethod.Invoke(null, [schema])!;

    public static string Describe(SchemaShape.Column column) =>
        $"{column.Name}: {column.Kind} {column.ItemType} key={column.IsKey} [{string.Join(", ", column.Annotations.Select(Describe).Order(StringComparer.Ordinal))}]";
}
