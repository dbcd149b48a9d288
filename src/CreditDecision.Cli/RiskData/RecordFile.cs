using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditDecision.Cli.Applying;
using CreditDecision.Cli.Records;
using CreditDecision.Core.Documents;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CreditDecision.Cli.RiskData;

/// <summary>
/// Reads messages one by one from a file of any length: JSON lines, one message to a line, or where the name ends in .csv, one to a row, whose
/// columns are named as the message's fields, those of a message in it too. An empty cell is a field that is not given.
/// </summary>
/// <param name="now">What <c>now</c> means in times.</param>
internal sealed class RecordFile<T>(FileInfo file, DateTimeOffset now, RecordTally tally) where T : class, IMessage<T>, new()
{
    // The service takes no longer messages.
    private const int MostLetters = 4 << 20;

    /// <summary>What of the file was read, in [0, 1].</summary>
    public double Share { get; private set; }

    /// <summary>Lines that hold no message are told to the tally and left out.</summary>
    /// <exception cref="Failure">The file cannot be read on.</exception>
    public IEnumerable<FiledRecord<T>> Read()
    {
        if (!file.Exists) throw new Failure($"{file}: there is no such file");
        return file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase) ? ReadRows() : ReadLines();
    }

    private IEnumerable<FiledRecord<T>> ReadLines()
    {
        using var reader = new StreamReader(file.FullName, Encoding.UTF8);
        for (long line = 1; reader.ReadLine() is { } text; line++)
        {
            Share = (double)reader.BaseStream.Position / Math.Max(1, reader.BaseStream.Length);
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (Message(line, text) is { } message) yield return new FiledRecord<T>(line, message);
        }
    }

    private IEnumerable<FiledRecord<T>> ReadRows()
    {
        using var records = new CsvRecords(file, ',', hasHeader: true, "row");
        FieldPlace[] places = [.. records.ReadHeader().Select(PlaceOf)];
        while (records.Read())
        {
            Share = (double)records.ByteOffset / Math.Max(1, file.Length);
            if (records.Broken is { } broken) tally.NotSent(records.LineNumber, broken);
            else if (Message(records.LineNumber, Row(places, records)) is { } message) yield return new FiledRecord<T>(records.LineNumber, message);
        }
    }

    private T? Message(long line, string json)
    {
        var errors = new DocumentErrors();
        T? message = null;
        try
        {
            if (json.Length > MostLetters) errors.Add("", "is longer than the service takes");
            else using (JsonDocument document = JsonDocument.Parse(json)) message = new ProtoJson(now, errors).Read<T>(document.RootElement, "");
        }
        catch (JsonException e)
        {
            errors.Add("", $"is no JSON: {e.Message}");
        }
        if (!errors.Any) return message;
        tally.NotSent(line, string.Join("; ", errors.All.Select(error => error.ToString().Trim())));
        return null;
    }

    // Cells are text, which the protobuf JSON mapping takes for numbers too.
    private static string Row(FieldPlace[] places, CsvRecords records)
    {
        var message = new JsonObject();
        for (int i = 0; i < places.Length && i < records.Current.FieldCount; i++)
        {
            string cell = records.Current.GetString(i);
            if (cell.Length == 0) continue;
            JsonObject at = message;
            if (places[i].Parent is { } parent) at = (JsonObject)(message[parent] ??= new JsonObject());
            at[places[i].Name] = cell;
        }
        return message.ToJsonString();
    }

    private FieldPlace PlaceOf(string column)
    {
        MessageDescriptor type = new T().Descriptor;
        if (type.FindFieldByName(column) is { FieldType: not FieldType.Message }) return new FieldPlace(null, column);
        FieldDescriptor? parent = type.Fields.InDeclarationOrder()
            .FirstOrDefault(field => field is { FieldType: FieldType.Message, IsRepeated: false } && field.MessageType.FindFieldByName(column) is { FieldType: not FieldType.Message });
        return parent is null ? throw new Failure($"{file}: \"{column}\" is no field of a record") : new FieldPlace(parent.Name, column);
    }

    private readonly record struct FieldPlace(string? Parent, string Name);
}
