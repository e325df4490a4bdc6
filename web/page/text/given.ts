/**
 * Words about what the page can't take: a link, a text, a folder, a file of another kind.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words to what is given in the place of a file. */
export const GIVEN = inLanguages({
  en: {
    page: {},
    live: {
      link: {
        picture: "That is a link, not a file. Save the picture first, then drop the file here.",
        video: "That is a link, not a file. Save the video first, then drop the file here.",
        pictures: "That is a link, not a file. Save the pictures first, then drop the files here.",
      },
      words: {
        picture: "That is text, not a file. Drop or paste a picture here.",
        video: "That is text, not a file. Drop a video file here.",
        pictures: "That is text, not a file. Drop pictures or a folder here.",
      },
      folder: {
        picture: "That is a folder. Drop one picture here; the tab Many takes whole folders.",
        video: "That is a folder. Drop one video file here.",
        pictures: "That is a folder. Drop it on the tab Many.",
      },
      nothing: "There is no file in that. Drop a file, or copy a picture and paste it.",
      empty: "{name} is empty. Save or copy it once more, then give it again.",
      unreadable:
        "{name} can't be read. If it is a folder or gone meanwhile, choose the file itself.",
      shortcut: "{name} only leads to a file. Give the file that it leads to.",
      notVideo: "{name} is not a video. MP4, MOV, WebM, MKV, AVI and others are read.",
      covered: "Close what lies over the page first, then give it again.",
      elsewhere: "Nothing can be given on this page. Open Image, Video or Many first.",
    },
  },
  pt: {
    page: {},
    live: {
      link: {
        picture:
          "Isto é um link, não um arquivo. Salve primeiro a imagem, depois solte o arquivo aqui.",
        video:
          "Isto é um link, não um arquivo. Salve primeiro o vídeo, depois solte o arquivo aqui.",
        pictures:
          "Isto é um link, não um arquivo. Salve primeiro as imagens, depois solte os arquivos aqui.",
      },
      words: {
        picture: "Isto é texto, não um arquivo. Solte ou cole uma imagem aqui.",
        video: "Isto é texto, não um arquivo. Solte um arquivo de vídeo aqui.",
        pictures: "Isto é texto, não um arquivo. Solte imagens ou uma pasta aqui.",
      },
      folder: {
        picture: "Isto é uma pasta. Solte uma imagem aqui; a aba Várias aceita pastas inteiras.",
        video: "Isto é uma pasta. Solte um arquivo de vídeo aqui.",
        pictures: "Isto é uma pasta. Solte-a na aba Várias.",
      },
      nothing: "Não há arquivo nisto. Solte um arquivo, ou copie uma imagem e cole.",
      empty: "{name} está vazio. Salve ou copie de novo e tente outra vez.",
      unreadable:
        "Não é possível ler {name}. Se for uma pasta ou não existir mais, escolha o próprio arquivo.",
      shortcut: "{name} só leva a um arquivo. Dê o arquivo a que ele leva.",
      notVideo: "{name} não é um vídeo. MP4, MOV, WebM, MKV, AVI e outros são lidos.",
      covered: "Feche primeiro o que está sobre a página, depois tente outra vez.",
      elsewhere: "Nada pode ser dado nesta página. Abra primeiro Imagem, Vídeo ou Várias.",
    },
  },
  es: {
    page: {},
    live: {
      link: {
        picture:
          "Esto es un enlace, no un archivo. Guarda primero la imagen y luego suelta aquí el archivo.",
        video:
          "Esto es un enlace, no un archivo. Guarda primero el vídeo y luego suelta aquí el archivo.",
        pictures:
          "Esto es un enlace, no un archivo. Guarda primero las imágenes y luego suelta aquí los archivos.",
      },
      words: {
        picture: "Esto es texto, no un archivo. Suelta o pega aquí una imagen.",
        video: "Esto es texto, no un archivo. Suelta aquí un archivo de vídeo.",
        pictures: "Esto es texto, no un archivo. Suelta aquí imágenes o una carpeta.",
      },
      folder: {
        picture:
          "Esto es una carpeta. Suelta aquí una imagen; la pestaña Varias admite carpetas enteras.",
        video: "Esto es una carpeta. Suelta aquí un archivo de vídeo.",
        pictures: "Esto es una carpeta. Suéltala en la pestaña Varias.",
      },
      nothing: "No hay ningún archivo en esto. Suelta un archivo, o copia una imagen y pégala.",
      empty: "{name} está vacío. Guárdalo o cópialo otra vez y vuelve a darlo.",
      unreadable:
        "No se puede leer {name}. Si es una carpeta o ya no existe, elige el propio archivo.",
      shortcut: "{name} solo lleva a un archivo. Da el archivo al que lleva.",
      notVideo: "{name} no es un vídeo. Se leen MP4, MOV, WebM, MKV, AVI y otros.",
      covered: "Cierra primero lo que está sobre la página y vuelve a darlo.",
      elsewhere: "En esta página no se puede dar nada. Abre primero Imagen, Vídeo o Varias.",
    },
  },
});
