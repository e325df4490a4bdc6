/**
 * Words of the API page around the description of the API, which is the API's own and in English.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the API page. */
export const API = inLanguages({
  en: {
    page: {
      apiTitle: "HTTP API",
      apiEnglish: "",
      asOpenApi: "As OpenAPI 3.1:",
      parameter: "Parameter",
      parameterIn: "In",
      meaning: "Meaning",
      status: "Status",
      content: "Content",
      body: "Body:",
      schemas: "What is in the answers",
    },
    live: {},
  },
  pt: {
    page: {
      apiTitle: "API HTTP",
      apiEnglish: "A descrição da API está em inglês, como a própria API.",
      asOpenApi: "Em OpenAPI 3.1:",
      parameter: "Parâmetro",
      parameterIn: "Em",
      meaning: "Significado",
      status: "Estado",
      content: "Conteúdo",
      body: "Corpo:",
      schemas: "O que há nas respostas",
    },
    live: {},
  },
  es: {
    page: {
      apiTitle: "API HTTP",
      apiEnglish: "La descripción de la API está en inglés, como la propia API.",
      asOpenApi: "En OpenAPI 3.1:",
      parameter: "Parámetro",
      parameterIn: "En",
      meaning: "Significado",
      status: "Estado",
      content: "Contenido",
      body: "Cuerpo:",
      schemas: "Qué hay en las respuestas",
    },
    live: {},
  },
});
