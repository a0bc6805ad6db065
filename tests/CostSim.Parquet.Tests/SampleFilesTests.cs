using System.Globalization;
using System.Text.Json;

namespace CostSim.Parquet.Tests;

/// <summary>
/// Writes every sample as a file, with what it holds as <c>.expected.json</c> beside it, to the folder that the environment variable
/// <c>COSTSIM_PARQUET_SAMPLES</c> names, for <c>.ci/parquet-readers/compare.mjs</c>; without it, to a folder that is deleted again.
/// </summary>
public sealed class SampleFilesTests
{
    [Fact]
    public void Samples_are_files_beside_what_they_hold()
    {
        var asked = Environment.GetEnvironmentVariable("COSTSIM_PARQUET_SAMPLES");
        var folder = string.IsNullOrEmpty(asked)
            ? Directory.CreateTempSubdirectory("parquet-samples-").FullName
            : Directory.CreateDirectory(asked).FullName;
        try
        {
            foreach (var sample in Samples.All)
            {
                var path = Path.Combine(folder, sample.Name);
                File.WriteAllBytes(path + ".parquet", sample.Write());
                File.WriteAllBytes(path + ".expected.json", JsonSerializer.SerializeToUtf8Bytes(Expected(sample)));
            }

            Assert.Equal(Samples.All.Count * 2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            if (string.IsNullOrEmpty(asked))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<object> Expected(Sample sample) => sample.Schema.Select((column, index) => new
    {
        name = column.Name,
        type = column.Type switch
        {
            ColumnType.Integer32 => "int32",
            ColumnType.Integer64 => "int64",
            ColumnType.Number => "double",
            _ => "string",
        },
        nullable = column.IsNullable,
        values = sample.Values(index).Select(Json),
    });

    /// <summary>JSON has no exact 64-bit integers, NaN or infinities, and some readers drop the sign of -0: all are strings.</summary>
    private static object? Json(object? value) => value switch
    {
        long integer => integer.ToString(CultureInfo.InvariantCulture),
        double number when !double.IsFinite(number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
        double number when number == 0 && double.IsNegative(number) => "-0",
        _ => value,
    };
}
