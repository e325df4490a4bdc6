/**
 * Names and descriptions of the built-in processors. English is their own.
 *
 * @module
 */
import type { BuiltInName } from "../../../processors/mod.ts";
import type { ProcessorJson } from "../../wire/mod.ts";
import type { Language } from "./in_languages.ts";

type Words = Readonly<Record<BuiltInName, { readonly title: string; readonly help: string }>>;

const WORDS: Readonly<Record<Exclude<Language, "en">, Words>> = {
  pt: {
    grey: { title: "Cinza", help: "A imagem em tons de cinza." },
    edges: { title: "Bordas", help: "Onde o brilho muda, pelo operador de Sobel." },
    invert: { title: "Inverter", help: "O negativo da imagem." },
    intensity: {
      title: "Intensidade de cor",
      help: "Diz se a imagem é escura ou clara: cinza médio abaixo de 127 é escura.",
    },
  },
  es: {
    grey: { title: "Gris", help: "La imagen en tonos de gris." },
    edges: { title: "Bordes", help: "Donde cambia el brillo, según el operador de Sobel." },
    invert: { title: "Invertir", help: "El negativo de la imagen." },
    intensity: {
      title: "Intensidad de color",
      help: "Dice si la imagen es oscura o clara: gris medio por debajo de 127 es oscura.",
    },
  },
};

/** A processor's name in a language; one that isn't built in keeps its own. */
export function processorWords(processor: ProcessorJson, language: Language): ProcessorJson {
  if (language === "en") return processor;
  const words: Readonly<Record<string, { title: string; help: string } | undefined>> =
    WORDS[language];
  return { ...processor, ...words[processor.name] };
}
